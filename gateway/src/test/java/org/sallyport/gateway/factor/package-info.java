/** An authority that answers, lies, hangs, dies and comes back; proxies and certificates. */
@NullMarked
package org.sallyport.gateway.factor;

import org.jspecify.annotations.NullMarked;

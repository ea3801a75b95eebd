/** Names, certificates and headers that come before a connection is served. */
@NullMarked
package org.sallyport.director.reception;

import org.jspecify.annotations.NullMarked;

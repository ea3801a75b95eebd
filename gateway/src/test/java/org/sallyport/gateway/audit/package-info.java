/** The lines of the audit log. */
@NullMarked
package org.sallyport.gateway.audit;

import org.jspecify.annotations.NullMarked;

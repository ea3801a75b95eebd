/** Authorities that go and return, and what becomes of logins meanwhile. */
@NullMarked
package org.sallyport.gateway.continuity;

import org.jspecify.annotations.NullMarked;

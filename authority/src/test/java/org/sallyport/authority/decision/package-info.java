/** What is told of decisions about logins. */
@NullMarked
package org.sallyport.authority.decision;

import org.jspecify.annotations.NullMarked;

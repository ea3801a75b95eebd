/** How logins are decided, without anybody being asked. */
@NullMarked
package org.sallyport.gateway.login;

import org.jspecify.annotations.NullMarked;

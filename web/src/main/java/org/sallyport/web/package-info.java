/**
 * The kit that browser interfaces and APIs stand on, and the settings of the listener they share.
 *
 * <p>Start reading at {@link AdminSettings}; routes, pages and sessions have packages of their own.
 */
@NullMarked
package org.sallyport.web;

import org.jspecify.annotations.NullMarked;

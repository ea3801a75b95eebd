/**
 * Pages for people: a shell with navigation around a body, the sign-in page, failures, charts as
 * inline SVG, and the assets they use. Every page works without JavaScript; with it, the part of a
 * page marked {@code id="live"} renews itself.
 *
 * <p>Templates are under {@code src/main/jte} and become classes of this package when the module is
 * built. They escape whatever they are given; {@link org.sallyport.web.page.Html} is the only way
 * around, and only for what a template has written.
 */
@NullMarked
package org.sallyport.web.page;

import org.jspecify.annotations.NullMarked;

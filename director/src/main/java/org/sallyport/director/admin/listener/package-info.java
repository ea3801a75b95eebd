/**
 * The admin listener of a director: its API and its dashboard on one {@link
 * org.sallyport.web.WebServer}. Start reading at {@link
 * org.sallyport.director.admin.listener.AdminListener}.
 */
@NullMarked
package org.sallyport.director.admin.listener;

import org.jspecify.annotations.NullMarked;

/**
 * Browser sessions: made at sign-in, kept in memory, ended by sign-out, by time, by a restart, or
 * by a form that comes without the session's CSRF token. Start reading at {@link
 * org.sallyport.web.session.Sessions}.
 */
@NullMarked
package org.sallyport.web.session;

import org.jspecify.annotations.NullMarked;

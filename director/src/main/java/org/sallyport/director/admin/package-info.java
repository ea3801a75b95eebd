/**
 * What administrators see of a director and do with it, as one narrow interface: {@link
 * org.sallyport.director.admin.DirectorControl}. The API, the dashboard and the tests of both know
 * a director by it alone.
 *
 * <p>Views are copies made at one moment. Commands name the administrator who gave them, for the
 * event log.
 */
@NullMarked
package org.sallyport.director.admin;

import org.jspecify.annotations.NullMarked;

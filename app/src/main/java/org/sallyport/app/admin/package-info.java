/**
 * The command line's side of a running node: where its admin listener is, and what it answers.
 *
 * <p>Start reading at {@link org.sallyport.app.admin.AdminClient}. Nothing here trusts the listener
 * beyond its certificate: answers are read leniently and printed.
 */
@NullMarked
package org.sallyport.app.admin;

import org.jspecify.annotations.NullMarked;

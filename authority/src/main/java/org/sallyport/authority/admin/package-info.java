/**
 * The authority on the node's admin listener: pages for the people at the help desk, readiness,
 * metrics. Start reading at {@link org.sallyport.authority.admin.AuthorityPart}.
 *
 * <p>Who may read and change is decided by the admin listener. A seed or a temporary code is shown
 * on the one page that follows its making and nowhere else; pages are never cached.
 */
@NullMarked
package org.sallyport.authority.admin;

import org.jspecify.annotations.NullMarked;

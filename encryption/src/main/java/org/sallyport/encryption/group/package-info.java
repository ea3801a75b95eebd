/**
 * Groups: ordered, each with a condition on people's directory attributes and addresses and the
 * name of the policy that holds for whoever is in it. Start reading at {@link Groups}, then {@link
 * Condition}; {@link Choice} is the answer, with its reason.
 *
 * <p>The first group whose condition holds is a person's group. The last one is <em>everybody</em>,
 * whose condition always holds and which cannot be moved or removed, so that everybody has a
 * policy. Nothing here asks a directory: conditions are held against what is kept of a person, and
 * that is trusted as far as the directory is.
 */
@NullMarked
package org.sallyport.encryption.group;

import org.jspecify.annotations.NullMarked;

/**
 * A node that runs: the composition root of its roles. Start reading at {@link
 * org.sallyport.app.node.Node}; {@link org.sallyport.app.node.Roles} is the list of what a node can
 * run, and {@link org.sallyport.app.node.Role} what each of them does when the node starts, reads
 * its file anew and stops.
 *
 * <p>Roles never call each other here, only over the wire. The file is believed once it is bound
 * and checked; what a role refuses of it changes nothing.
 */
@NullMarked
package org.sallyport.app.node;

import org.jspecify.annotations.NullMarked;

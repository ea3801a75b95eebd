/**
 * Nodes that the demo runs as processes of their own, so that it can kill them; {@link
 * org.sallyport.app.demo.process.NodeChild} is all there is.
 */
@NullMarked
package org.sallyport.app.demo.process;

import org.jspecify.annotations.NullMarked;

/**
 * What a director puts on its node's admin listener: its API, its dashboard and its metrics. Start
 * reading at {@link org.sallyport.director.admin.part.DirectorPart}.
 *
 * <p>It knows the director by {@link org.sallyport.director.admin.DirectorControl} alone; the
 * listener has decided who may call before anything here is called.
 */
@NullMarked
package org.sallyport.director.admin.part;

import org.jspecify.annotations.NullMarked;

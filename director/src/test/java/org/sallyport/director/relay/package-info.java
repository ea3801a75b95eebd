/** What a relayed connection does to bytes, ends and failures, seen from both sides. */
@NullMarked
package org.sallyport.director.relay;

import org.jspecify.annotations.NullMarked;

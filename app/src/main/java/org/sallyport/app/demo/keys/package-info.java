/**
 * The third part of the demo: a person's machine and two encryption servers behind a director.
 * Start reading at {@link org.sallyport.app.demo.keys.KeysDemo}.
 */
@NullMarked
package org.sallyport.app.demo.keys;

import org.jspecify.annotations.NullMarked;

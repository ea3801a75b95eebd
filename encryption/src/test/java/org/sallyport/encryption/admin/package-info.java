/** Tests of the console and its operations, over HTTP as browsers and programs see them. */
@NullMarked
package org.sallyport.encryption.admin;

import org.jspecify.annotations.NullMarked;

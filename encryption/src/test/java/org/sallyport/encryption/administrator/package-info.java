/** Tests of administrators: what they may, how they sign in, and what keeps others out. */
@NullMarked
package org.sallyport.encryption.administrator;

import org.jspecify.annotations.NullMarked;

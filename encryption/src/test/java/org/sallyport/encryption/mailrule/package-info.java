/** Tests of mail rules: what decides, what is refused, what the store keeps. */
@NullMarked
package org.sallyport.encryption.mailrule;

import org.jspecify.annotations.NullMarked;

/** Tests of web mail, most of them over two nodes of one store. */
@NullMarked
package org.sallyport.encryption.webmail;

import org.jspecify.annotations.NullMarked;

/**
 * What next hops have taken from this process, written down the moment they say so, so that a
 * process that is killed before the store knows does not hand it over again. Start reading at
 * {@link org.sallyport.encryption.receipt.Receipts}.
 */
@NullMarked
package org.sallyport.encryption.receipt;

import org.jspecify.annotations.NullMarked;

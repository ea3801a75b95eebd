/**
 * What OpenPGP costs within a process that is warm; {@code benchmarks/openpgp-rate.sh} is the same
 * from the command line, beside GnuPG.
 */
@NullMarked
package org.sallyport.benchmarks.openpgp;

import org.jspecify.annotations.NullMarked;

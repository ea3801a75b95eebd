/**
 * The Stateless OpenPGP command line (draft-dkg-openpgp-stateless-cli), so that the suites that
 * compare OpenPGP programs can drive this one. Start reading at {@link Sop}.
 *
 * <p>It follows the draft's words, exit codes and indirections to the letter and has its own
 * reading of the command line, because the draft's codes for a wrong one are not ours. What it
 * reads may come from anybody; output appears only when the whole input has been found good.
 */
@NullMarked
package org.sallyport.app.sop;

import org.jspecify.annotations.NullMarked;

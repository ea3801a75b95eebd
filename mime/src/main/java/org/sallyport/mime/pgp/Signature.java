package org.sallyport.mime.pgp;

import org.sallyport.openpgp.Verdict;

/**
 * A signature over all of a message or part.
 *
 * @param verdict what it is worth
 * @param isOfSender whether it counts, and its certificate has the one address that the message
 *     says it is from
 */
public record Signature(Verdict verdict, boolean isOfSender) {
  /** Whether it counts, whoever made it. */
  public boolean isGood() {
    return verdict instanceof Verdict.Good;
  }
}

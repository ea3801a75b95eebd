package org.sallyport.encryption.directory;

import org.sallyport.openpgp.Certificate;

/** Takes what others say is new about a key. Any thread; blocks as a store does. */
@FunctionalInterface
public interface SubmittedKeys {
  /** Adds what is new to a key that is known, after checking that the key itself says it. */
  Submitted submit(Certificate certificate);

  /** What became of it. */
  sealed interface Submitted {
    /** The key is known, and is now as it is published. */
    record Known(PublishedKey key) implements Submitted {}

    /** No such key is known: people come in by enrolment alone. */
    record Unknown() implements Submitted {}

    /**
     * It does not fit.
     *
     * @param reason a sentence for whoever sent it
     */
    record Refused(String reason) implements Submitted {}
  }
}

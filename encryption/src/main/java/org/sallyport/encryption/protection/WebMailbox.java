package org.sallyport.encryption.protection;

import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Certificate;

/** What web mail knows of outsiders. Any thread; may block. */
public interface WebMailbox {
  /** No web mail. */
  WebMailbox NONE =
      new WebMailbox() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public Optional<Certificate> preferredKey(Address who) {
          return Optional.empty();
        }
      };

  /** Whether mail can be left there. */
  boolean isThere();

  /**
   * The key that somebody has put there and proven to have, and that they want their mail encrypted
   * to instead of reading it there.
   */
  Optional<Certificate> preferredKey(Address who);
}

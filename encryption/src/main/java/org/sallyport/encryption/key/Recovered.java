package org.sallyport.encryption.key;

import org.sallyport.encryption.policy.KeyMode;

/** What became of a recovery. */
public sealed interface Recovered {
  /**
   * It is in the message.
   *
   * @param mode says what of the key is in it: all of it (SKM), what decrypts (SCKM), or all of it
   *     under a passphrase that only its holder knows (GKM)
   * @param message an OpenPGP message in armor whose content is an armored secret key
   */
  record Done(KeyMode mode, String message) implements Recovered {
    @Override
    public String toString() {
      return "Done[" + mode + "]";
    }
  }

  /** There is no such key. */
  record Unknown() implements Recovered {}

  /** The server has nothing of its secrets: client key mode. */
  record NothingKept() implements Recovered {}

  /**
   * It cannot be handed out so.
   *
   * @param reason a sentence for the administrator
   */
  record Unfit(String reason) implements Recovered {}
}

package org.sallyport.encryption.webmail;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Secret;
import org.sallyport.store.PassphraseHash;

/** Why a new passphrase is not taken. */
public enum Weak {
  /** It has fewer than {@link #LEAST} characters. */
  SHORT,
  /** It has more octets than are looked at. */
  LONG,
  /** It has few different characters. */
  SIMPLE,
  /** It has the person's address in it. */
  ADDRESS,
  /** The second time, something else was typed. */
  DIFFERENT;

  /** The fewest characters. */
  public static final int LEAST = 12;

  private static final int KINDS = 5;

  /** What is wrong with one; empty: it is good. */
  static Optional<Weak> of(Secret passphrase, Secret again, Address address) {
    if (passphrase.length() > PassphraseHash.LONGEST) {
      return Optional.of(LONG);
    }
    if (!passphrase.equals(again)) {
      return Optional.of(DIFFERENT);
    }
    var text = passphrase.revealText();
    if (text.codePointCount(0, text.length()) < LEAST) {
      return Optional.of(SHORT);
    }
    if (text.codePoints().distinct().count() < KINDS) {
      return Optional.of(SIMPLE);
    }
    var lower = text.toLowerCase(Locale.ROOT);
    boolean named = address.local().length() >= 4 && lower.contains(address.local());
    // A long passphrase with a name in it is good all the same.
    return named && lower.length() < address.local().length() + LEAST
        ? Optional.of(ADDRESS)
        : Optional.empty();
  }
}

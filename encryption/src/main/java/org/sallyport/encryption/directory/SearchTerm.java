package org.sallyport.encryption.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.UserIds;

/** What somebody looks for with HKP (draft-ietf-openpgp-hkp, "The search variable"). */
sealed interface SearchTerm {
  /** A whole address. */
  record OfAddress(Address address) implements SearchTerm {}

  /** A primary key or subkey. */
  record OfFingerprint(Fingerprint fingerprint) implements SearchTerm {}

  /**
   * Keys with that id.
   *
   * @param keyId 16 upper-case digits
   */
  record OfKeyId(String keyId) implements SearchTerm {}

  /** A part of a name or address. */
  record OfText(String text) implements SearchTerm {}

  /** Nothing that is looked for here; why not. */
  record Refused(String reason) implements SearchTerm {}

  /** The most characters of a search. */
  int LONGEST = 320;

  /** Digits that name a key. */
  Pattern HEX = Pattern.compile("(0x)?([0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64})");

  /** Reads it. */
  static SearchTerm of(String search) {
    var text = search.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      return new Refused("a search has 1 to " + LONGEST + " characters");
    }
    var hex = HEX.matcher(text.toUpperCase(Locale.ROOT).replaceFirst("^0X", "0x"));
    boolean named = text.startsWith("0x") || text.startsWith("0X");
    if (hex.matches() && (named || hex.group(2).length() >= 16)) {
      return key(hex.group(2));
    }
    if (named) {
      return new Refused("0x is followed by a fingerprint or a long key id");
    }
    return address(text).<SearchTerm>map(OfAddress::new).orElseGet(() -> new OfText(text));
  }

  private static SearchTerm key(String digits) {
    return switch (digits.length()) {
      // Everybody can make another key with the same short id.
      case 8 -> new Refused("short key ids name no key; give the fingerprint");
      case 16 -> new OfKeyId(digits);
      default -> new OfFingerprint(new Fingerprint(digits));
    };
  }

  private static Optional<Address> address(String text) {
    return UserIds.address(text).flatMap(Address::of);
  }
}

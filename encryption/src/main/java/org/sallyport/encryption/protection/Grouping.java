package org.sallyport.encryption.protection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.mime.header.Address.Mailbox;
import org.sallyport.mime.structure.Header;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Puts recipients who get the same into one copy. Those whom To and Cc do not name get an encrypted
 * copy of their own: whom a message is encrypted to, everybody can see who has it.
 */
final class Grouping {
  private static final List<String> NAMING = List.of("To", "Cc", "Resent-To", "Resent-Cc");

  private final Set<String> named = new HashSet<>();

  Grouping(Header header) {
    for (var field : NAMING) {
      header.addresses(field).mailboxes().stream()
          .map(Mailbox::address)
          .forEach(address -> named.add(folded(address)));
    }
  }

  private static String folded(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  /** What has to be the same in one copy. */
  private record Shared(Like like, String chain, Optional<String> rule) {}

  /** What two recipients' forms have in common. */
  private sealed interface Like {
    /** Everything. */
    record Form(org.sallyport.encryption.protection.Form form) implements Like {}

    /** Everything but whom it is encrypted to. */
    record Encrypted(
        List<Certificate> additional, Optional<Fingerprint> signer, List<AddedField> fields)
        implements Like {}

    /** Nothing: nobody else may be in that copy. */
    record Alone(MailAddress who) implements Like {}
  }

  /** The copies, in the order of those whom they are for. */
  List<Copy> copies(List<Choosing.Chosen> all) {
    Map<Shared, List<Choosing.Chosen>> groups = new LinkedHashMap<>();
    for (var one : all) {
      var why = one.decision().why();
      groups
          .computeIfAbsent(new Shared(like(one), why.chain(), why.rule()), _ -> new ArrayList<>())
          .add(one);
    }
    return groups.values().stream().map(Grouping::copy).toList();
  }

  private Like like(Choosing.Chosen one) {
    if (!(one.form() instanceof Form.Encrypted encrypted)) {
      return new Like.Form(one.form());
    }
    return named.contains(folded(one.to().toString()))
        ? new Like.Encrypted(encrypted.additional(), encrypted.signer(), encrypted.fields())
        : new Like.Alone(one.to());
  }

  private static Copy copy(List<Choosing.Chosen> group) {
    var to = group.stream().map(Choosing.Chosen::to).toList();
    var first = group.getFirst().form();
    if (!(first instanceof Form.Encrypted encrypted)) {
      return new Copy(first, to);
    }
    var keys = new LinkedHashMap<Fingerprint, Certificate>();
    for (var one : group) {
      if (one.form() instanceof Form.Encrypted each) {
        each.to().forEach(key -> keys.putIfAbsent(key.fingerprint(), key));
      }
    }
    return new Copy(
        new Form.Encrypted(
            List.copyOf(keys.values()),
            encrypted.additional(),
            encrypted.signer(),
            encrypted.fields()),
        to);
  }
}

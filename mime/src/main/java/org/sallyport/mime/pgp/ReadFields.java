package org.sallyport.mime.pgp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.structure.Part;

/**
 * The header fields of a message that was protected (RFC 9788 section 4).
 *
 * @param protection how they were
 * @param header as people see them; structural fields are not among them
 * @param confidential names, in lower case, of fields that were not outside as they are inside, and
 *     that an answer must not show outside (section 6.1)
 * @param fromDiffers whether outside and inside name different senders and no signature decides;
 *     the one outside is shown then (section 4.4)
 */
public record ReadFields(
    Protection protection, Header header, Set<String> confidential, boolean fromDiffers) {
  /** Copies the set. */
  public ReadFields {
    confidential = Set.copyOf(confidential);
  }

  /** How header fields were protected. */
  public enum Protection {
    /** Not at all: everybody on the way could change them. */
    NONE,
    /** RFC 9788: what is inside is all there is. */
    STANDARD,
    /** By the former draft ({@code protected-headers="v1"}): what is inside counts. */
    LEGACY
  }

  /** The fields of a message in which nothing protects them, whatever it says. */
  static ReadFields unprotected(Header outside) {
    return new ReadFields(
        Protection.NONE, without(outside, FieldKinds::isStructural), Set.of(), false);
  }

  /**
   * The fields of a message.
   *
   * @param outside its header
   * @param payload the part in which fields are protected
   * @param encrypted whether it was encrypted
   * @param signedBySender whether a signature over the payload counts for an address
   */
  static ReadFields of(
      Header outside, Part payload, boolean encrypted, Predicate<String> signedBySender) {
    var protection = protection(payload, encrypted);
    if (protection == Protection.NONE) {
      return unprotected(outside);
    }
    var inside = payload.header().fields().stream().filter(FieldKinds::isProtected).toList();
    var names = new HashSet<String>();
    inside.forEach(field -> names.add(field.key()));
    boolean fromDiffers =
        names.contains("from") && differs(outside, payload.header(), signedBySender);
    var all = new ArrayList<Field>();
    outside.all("from").filter(_ -> fromDiffers).forEach(all::add);
    inside.stream().filter(field -> !fromDiffers || !field.isNamed("from")).forEach(all::add);
    if (protection == Protection.LEGACY) {
      outside.fields().stream()
          .filter(field -> FieldKinds.isProtected(field) && !names.contains(field.key()))
          .forEach(all::add);
    }
    return new ReadFields(
        protection,
        new Header(all),
        encrypted ? confidential(inside, payload.header(), outside, protection) : Set.of(),
        fromDiffers);
  }

  private static Protection protection(Part payload, boolean encrypted) {
    var hp = payload.type().parameter("hp").orElse("");
    if ((hp.equalsIgnoreCase("cipher") && encrypted) || hp.equalsIgnoreCase("clear")) {
      return Protection.STANDARD;
    }
    return payload.type().parameter("protected-headers").filter("v1"::equalsIgnoreCase).isPresent()
        ? Protection.LEGACY
        : Protection.NONE;
  }

  private static Header without(Header header, Predicate<Field> which) {
    return new Header(header.fields().stream().filter(which.negate()).toList());
  }

  private static boolean differs(Header outside, Header inside, Predicate<String> signedBySender) {
    var out = sender(outside);
    var in = sender(inside);
    return !in.equals(out) && (in.isEmpty() || !signedBySender.test(in));
  }

  /** The one address that a header says the message is from; empty where there is not just one. */
  static String sender(Header header) {
    var from = header.addresses("From");
    return from.clean() && header.count("From") == 1 && from.mailboxes().size() == 1
        ? from.mailboxes().getFirst().address().toLowerCase(Locale.ROOT)
        : "";
  }

  private static Set<String> confidential(
      List<Field> inside, Header payload, Header outside, Protection protection) {
    var shown = new HashSet<String>();
    if (protection == Protection.STANDARD) {
      payload.all("HP-Outer").map(Field::body).forEach(body -> shown.add(compact(body)));
    } else {
      outside.fields().forEach(field -> shown.add(compact(field.name() + ":" + field.body())));
    }
    var names = new HashSet<String>();
    for (var field : inside) {
      if (!shown.contains(compact(field.name() + ":" + field.body()))) {
        names.add(field.key());
      }
    }
    return names;
  }

  private static String compact(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? text
        : text.substring(0, colon).strip().toLowerCase(Locale.ROOT)
            + ":"
            + text.substring(colon + 1).replaceAll("\\s+", "");
  }
}

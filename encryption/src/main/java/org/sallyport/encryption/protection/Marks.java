package org.sallyport.encryption.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.pgp.Fragment;
import org.sallyport.mime.pgp.ReadFields;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.pgp.Signature;
import org.sallyport.mime.structure.Header;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Verdict;

/**
 * Tells a recipient what was found when their message was opened: in header fields, for programs,
 * and in sentences. Nothing is said to be good that does not cover all of the message.
 */
final class Marks {
  static final String DECRYPTED = "X-Sallyport-Decrypted";
  private static final String GOOD = "good; ";
  static final String SIGNATURE = "X-Sallyport-Signature";

  /** The sender is looked at elsewhere: a signature is theirs or somebody else's. */
  private static final List<String> READ = List.of("subject", "to", "cc", "date");

  private final List<Form.KnownSigner> signers;

  Marks(List<Form.KnownSigner> signers) {
    this.signers = signers;
  }

  /** What is told. */
  record Told(List<FieldLine> fields, List<String> sentences) {}

  /** Of a message that is neither encrypted nor signed as a whole. */
  Told plain() {
    return told(
        "no; not all of it is encrypted",
        "none; not all of it is signed",
        "This message is neither encrypted nor signed as a whole.");
  }

  /** Of a message that cannot be opened. */
  Told refused(Refusal refusal) {
    var reason =
        refusal.kind() == Refusal.Kind.CANNOT_DECRYPT
            ? "the server has no key that opens it"
            : FieldText.printable(refusal.reason());
    return told("no; " + reason, "none", "This message could not be opened: " + reason + ".");
  }

  /** Of a message whose content is no message. */
  Told unreadable(String reason) {
    return told("no; " + FieldText.printable(reason), "none", "This message could not be opened.");
  }

  /**
   * Of a message that is signed, which its recipients get as it is.
   *
   * @param outside the header that they see
   */
  Told of(Reading.Signed signed, Header outside) {
    var best = best(signed.signatures());
    var changed = changed(signed.fields(), outside);
    return changed.isEmpty() || !best.field().startsWith(GOOD)
        ? told("no; it is not encrypted", best.field(), best.sentence())
        : told(
            "no; it is not encrypted",
            best.field() + "; changed=" + String.join(",", changed),
            best.sentence(),
            "Header fields were changed after it was signed: " + String.join(", ", changed) + ".");
  }

  /** The names of fields that people read and that are not as they were signed. */
  private static List<String> changed(ReadFields signed, Header outside) {
    return signed.protection() == ReadFields.Protection.NONE
        ? List.of()
        : READ.stream()
            .filter(name -> !values(signed.header(), name).equals(values(outside, name)))
            .toList();
  }

  /** As folding on the way leaves them (RFC 5322 section 2.2.3). */
  private static List<String> values(Header header, String name) {
    return header.all(name).map(field -> field.body().replaceAll("\\s+", "")).toList();
  }

  Told of(Reading.Decrypted decrypted) {
    var best = best(decrypted.signatures());
    boolean differs = decrypted.fields().fromDiffers();
    var all = new ArrayList<String>();
    all.add("This message was encrypted, and the mail server decrypted it.");
    all.add(best.sentence());
    if (differs) {
      all.add(
          "Inside it names another sender than outside, and no signature says which one is right.");
    }
    boolean parts =
        decrypted.fragments().stream().anyMatch(one -> one.kind() == Fragment.Kind.ENCRYPTED_PART);
    if (parts) {
      all.add("Some of its parts are encrypted by themselves and were not opened.");
    }
    return told(
        "yes" + (differs ? "; from-differs" : ""), best.field(), all.toArray(String[]::new));
  }

  private static Told told(String decrypted, String signature, String... sentences) {
    return new Told(
        List.of(new FieldLine(DECRYPTED, decrypted), new FieldLine(SIGNATURE, signature)),
        List.of(sentences));
  }

  /** A signature as it is told. */
  private record Best(String field, String sentence) {}

  /** The one that says most. */
  private Best best(List<Signature> all) {
    return all.stream()
        .filter(Signature::isOfSender)
        .findFirst()
        .or(() -> all.stream().filter(Signature::isGood).findFirst())
        .or(() -> all.stream().filter(one -> one.verdict() instanceof Verdict.Bad).findFirst())
        .or(() -> all.stream().findFirst())
        .map(this::told)
        .orElseGet(() -> new Best("none", "It is not signed."));
  }

  private Best told(Signature signature) {
    return switch (signature.verdict()) {
      case Verdict.Good(_, var certificate, _, _) -> good(certificate, signature.isOfSender());
      case Verdict.Bad(var keyId, var reason) ->
          new Best(
              "bad; key-id=" + keyId + "; " + FieldText.printable(reason),
              "Its signature does not count: " + FieldText.printable(reason) + ".");
      case Verdict.Unknown(var keyId) ->
          new Best(
              "unknown; key-id=" + keyId,
              "It has a signature that could not be checked, as its key is not known.");
    };
  }

  private Best good(Fingerprint certificate, boolean ofSender) {
    var used = used(certificate);
    var trust = used.map(one -> "; source=" + one.source() + "; trust=" + one.trust()).orElse("");
    return new Best(
        GOOD + "of=" + (ofSender ? "sender" : "somebody-else") + "; key=" + certificate + trust,
        ofSender
            ? "It is signed by its sender, with a key " + belief(used) + "."
            : "It has a signature of somebody who is not its sender.");
  }

  private Optional<KeyUsed> used(Fingerprint certificate) {
    return signers.stream()
        .filter(one -> one.certificate().fingerprint().equals(certificate))
        .map(Form.KnownSigner::used)
        .findFirst();
  }

  private static String belief(Optional<KeyUsed> used) {
    return switch (used.map(KeyUsed::trust).orElse("")) {
      case "own" -> "of this organisation";
      case "trusted" -> "that an administrator has looked at";
      default -> "that was found at " + used.map(KeyUsed::source).orElse("nobody") + " alone";
    };
  }
}

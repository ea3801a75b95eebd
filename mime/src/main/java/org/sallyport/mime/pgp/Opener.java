package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.mime.header.Addresses;
import org.sallyport.mime.structure.Finding;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Part;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.MessageFacts;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Spool;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

/**
 * Decrypts and verifies messages.
 *
 * @param decryption the keys that may open them, and the certificates that signatures are looked up
 *     in
 * @param folder for content, sealed until its verdict
 */
public record Opener(Decryption decryption, Path folder) {
  /** A signature is small; what is larger is none. */
  private static final int MOST_OF_SIGNATURE = 256 * 1024;

  private static final int MOST_OF_VERSION = 256;

  /**
   * Opens a message as far as all of it is protected.
   *
   * @return to be closed
   * @throws IOException when the message cannot be read or the folder not be written
   */
  public Reading open(Message message) throws IOException {
    var root = message.root();
    boolean encrypted = root.type().is("multipart/encrypted");
    if (!encrypted && !root.type().is("multipart/signed")) {
      return root.parts().isEmpty() && root.type().is("text/plain")
          ? openText(message)
          : new Reading.Plain(new Fragments(message, this).of(root));
    }
    var unclear = message.findings().stream().filter(Opener::matters).findFirst();
    if (unclear.isPresent()) {
      return Reading.Refused.because(
          Refusal.Kind.MALFORMED,
          "programs read this message in different ways: " + unclear.get().sentence());
    }
    var objection = objection(root);
    if (objection.isPresent()) {
      return Reading.Refused.because(Refusal.Kind.MALFORMED, objection.get());
    }
    return encrypted ? openEncrypted(message) : openSigned(message);
  }

  /** Whether a finding leaves open which octets are the protected part, or what its fields say. */
  private static boolean matters(Finding finding) {
    boolean within = finding.part().length() > 1;
    return finding.isAmbiguous() && (!within || finding.kind() == Finding.Kind.BOUNDARY_REUSED);
  }

  /** Why a multipart is not what RFC 3156 sections 4 and 5 describe. */
  static Optional<String> objection(Part part) {
    boolean encrypted = part.type().is("multipart/encrypted");
    var control = encrypted ? "application/pgp-encrypted" : "application/pgp-signature";
    if (!part.type().parameter("protocol").orElse("").toLowerCase(Locale.ROOT).equals(control)) {
      return Optional.of("its protocol is not " + control);
    }
    if (part.parts().size() != 2) {
      return Optional.of("it has " + part.parts().size() + " parts where two belong");
    }
    var first = part.parts().getFirst();
    var second = part.parts().getLast();
    if (encrypted && !second.type().is("application/octet-stream")) {
      return Optional.of("its second part is no application/octet-stream");
    }
    return (encrypted ? first : second).type().is(control)
        ? Optional.empty()
        : Optional.of("it has no part of type " + control + " where one belongs");
  }

  private Reading openEncrypted(Message message) throws IOException {
    var parts = message.root().parts();
    try (var version = message.content(parts.getFirst())) {
      var text = new String(version.readNBytes(MOST_OF_VERSION), US_ASCII);
      if (!text.lines().anyMatch(line -> line.strip().equalsIgnoreCase("Version: 1"))) {
        return Reading.Refused.because(
            Refusal.Kind.UNSUPPORTED, "its version of PGP/MIME is not 1");
      }
    }
    var spool = new Spool(folder);
    Reading reading = Reading.Refused.because(Refusal.Kind.MALFORMED, "it was not read");
    try (var content = message.content(parts.getLast())) {
      reading = decrypted(message, Reading.Form.MIME, decryption.decrypt(content, spool), spool);
      return reading;
    } finally {
      if (!(reading instanceof Reading.Decrypted)) {
        spool.close();
      }
    }
  }

  private Reading decrypted(Message message, Reading.Form form, Opening opening, Spool spool)
      throws IOException {
    return switch (opening) {
      case Opening.Refused(var refusal) -> new Reading.Refused(refusal, List.of());
      case Opening.Released(var facts) ->
          switch (Message.scan(Octets.of(spool))) {
            case Scan.Unreadable(var reason, _) ->
                Reading.Refused.because(Refusal.Kind.LIMIT, "what was encrypted: " + reason);
            case Scan.Read(var content) -> decrypted(message, form, facts, content, spool);
          };
    };
  }

  private Reading decrypted(
      Message message, Reading.Form form, MessageFacts facts, Message content, Spool spool)
      throws IOException {
    var how = facts.encrypted();
    if (how.isEmpty()) {
      return Reading.Refused.because(Refusal.Kind.MALFORMED, "it is not encrypted");
    }
    var verdicts = new ArrayList<>(facts.signatures());
    var payload = content.root();
    // RFC 3156 section 6.1: signed first, then encrypted.
    boolean signedWithin =
        payload.type().is("multipart/signed")
            && !content.isAmbiguous()
            && objection(payload).isEmpty();
    var fields = fields(message, payload, verdicts, true);
    if (signedWithin && verify(content, payload) instanceof Result.Of<List<Verdict>>(var inner)) {
      verdicts.addAll(inner);
      if (fields.protection() == ReadFields.Protection.NONE) {
        fields = fields(message, payload.parts().getFirst(), inner, true);
      }
    }
    var fragments = new Fragments(content, this);
    return new Reading.Decrypted(
        form,
        content,
        how.get(),
        signatures(verdicts, fields),
        fields,
        signedWithin ? fragments.below(payload) : fragments.of(payload),
        spool);
  }

  private ReadFields fields(
      Message message, Part payload, List<Verdict> verdicts, boolean encrypted) {
    return ReadFields.of(
        message.header(),
        payload,
        encrypted,
        address -> verdicts.stream().anyMatch(verdict -> isOf(verdict, address)));
  }

  private List<Signature> signatures(List<Verdict> verdicts, ReadFields fields) {
    var sender = ReadFields.sender(fields.header());
    return verdicts.stream().map(verdict -> new Signature(verdict, isOf(verdict, sender))).toList();
  }

  /** Whether a signature counts, and its certificate names an address as its own. */
  private boolean isOf(Verdict verdict, String address) {
    return verdict instanceof Verdict.Good good
        && !address.isEmpty()
        && decryption.signers().stream()
            .filter(one -> one.fingerprint().equals(good.certificate()))
            .flatMap(one -> one.validUserIds(decryption.at(), decryption.policy()).stream())
            .flatMap(userId -> Addresses.read(userId).mailboxes().stream())
            .anyMatch(one -> one.address().equalsIgnoreCase(address));
  }

  private Reading openSigned(Message message) throws IOException {
    var root = message.root();
    var signed = root.parts().getFirst();
    return switch (verify(message, root)) {
      case Result.Refused<List<Verdict>>(var refusal) -> new Reading.Refused(refusal, List.of());
      case Result.Of<List<Verdict>>(var verdicts) -> {
        boolean good = verdicts.stream().anyMatch(Verdict.Good.class::isInstance);
        // Fields inside count for no more than the signature over them.
        var fields =
            good
                ? fields(message, signed, verdicts, false)
                : ReadFields.unprotected(message.header());
        yield new Reading.Signed(
            Reading.Form.MIME,
            message,
            signed,
            signatures(verdicts, fields),
            fields,
            new Fragments(message, this).of(signed),
            List.of());
      }
    };
  }

  /** What the signatures of a {@code multipart/signed} are worth, over its first part's octets. */
  Result<List<Verdict>> verify(Message message, Part signed) throws IOException {
    byte[] signature;
    try (var in = message.content(signed.parts().getLast())) {
      signature = in.readNBytes(MOST_OF_SIGNATURE);
    }
    var range = signed.parts().getFirst().whole();
    try (var data = message.octets().read(range)) {
      var verdicts = verification().detached(signature, data);
      return verdicts.then(
          all ->
              all.isEmpty()
                  ? Result.refused(Refusal.Kind.MALFORMED, "there is no signature in it")
                  : Result.of(all));
    }
  }

  private Verification verification() {
    return new Verification(
        decryption.signers(), decryption.at(), decryption.policy(), decryption.limits());
  }

  private Reading openText(Message message) throws IOException {
    var kind = ArmoredText.of(message.content(message.root()), Long.MAX_VALUE);
    return switch (kind) {
      case NONE, ENCRYPTED_WITHIN, SIGNED_WITHIN ->
          new Reading.Plain(new Fragments(message, this).of(message.root()));
      case ENCRYPTED, SIGNED -> openText(message, kind == ArmoredText.Kind.ENCRYPTED);
    };
  }

  private Reading openText(Message message, boolean encrypted) throws IOException {
    var spool = new Spool(folder);
    Reading reading = Reading.Refused.because(Refusal.Kind.MALFORMED, "it was not read");
    try (var text = message.content(message.root())) {
      spool.write(ArmoredText.header());
      var opening =
          encrypted ? decryption.decrypt(text, spool) : verification().inline(text, spool);
      reading =
          encrypted
              ? decrypted(message, Reading.Form.INLINE, opening, spool)
              : signedText(message, opening, spool);
      return reading;
    } finally {
      if (reading instanceof Reading.Refused) {
        spool.close();
      }
    }
  }

  private Reading signedText(Message message, Opening opening, Spool spool) throws IOException {
    return switch (opening) {
      case Opening.Refused(var refusal) -> new Reading.Refused(refusal, List.of());
      case Opening.Released(var facts) ->
          switch (Message.scan(Octets.of(spool))) {
            case Scan.Unreadable(var reason, _) ->
                Reading.Refused.because(Refusal.Kind.LIMIT, reason);
            case Scan.Read(var content) -> {
              var fields = ReadFields.unprotected(message.header());
              yield new Reading.Signed(
                  Reading.Form.INLINE,
                  content,
                  content.root(),
                  signatures(facts.signatures(), fields),
                  fields,
                  List.of(),
                  List.of(spool));
            }
          };
    };
  }

  /**
   * Decrypts one part that is a file of its own, such as {@code report.pdf.pgp}. What comes of it
   * belongs into a file, never among the message's other parts.
   *
   * @param sink may be used only when {@link Opening.Released} comes back; {@link Spool} is made
   *     for that
   * @throws IOException when the message cannot be read or the sink not be written
   */
  public Opening openFile(Message message, Part part, OutputStream sink) throws IOException {
    try (var content = message.content(part)) {
      return decryption.decrypt(content, sink);
    }
  }
}

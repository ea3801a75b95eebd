package org.sallyport.encryption.protection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.encryption.key.ServerUse;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.mime.pgp.EncryptedMessage;
import org.sallyport.mime.pgp.SignedMessage;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Signing;

/** Writes one form of a message, as a stream however large it is. Any thread; blocks. */
final class FormWriter {
  static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private static final int MOST_SIGNERS = 500;

  private final ServerUse serverUse;
  private final Path folder;
  private final InstantSource clock;
  private final SeenCertificates signers = new SeenCertificates(MOST_SIGNERS);

  FormWriter(ServerUse serverUse, Path folder, InstantSource clock) {
    this.serverUse = serverUse;
    this.folder = folder;
    this.clock = clock;
  }

  boolean isEncrypted(Message message, MailFacts facts) throws IOException {
    return Encrypted.isInFact(message, facts, made(), clock.instant());
  }

  private Path made() throws IOException {
    return Files.createDirectories(folder);
  }

  Result<Boolean> write(Message message, Form form, OutputStream sink) throws IOException {
    return switch (form) {
      case Form.Untouched _ -> {
        message.octets().copy(message.octets().all(), sink);
        yield Result.of(true);
      }
      case Form.Marked(var fields) -> {
        OwnFields.edit(message, FieldLine.of(fields)).writeTo(sink);
        yield Result.of(true);
      }
      case Form.Encrypted encrypted -> encrypt(message, encrypted, sink);
      case Form.Signed(var signer, var fields) ->
          switch (key(signer)) {
            case Result.Refused<Key>(var refusal) -> Result.refused(refusal);
            case Result.Of<Key>(var key) ->
                SignedMessage.write(
                    OwnFields.with(message, fields),
                    Signing.by(List.of(key), clock.instant(), ALGORITHMS),
                    made(),
                    sink);
          };
      case Form.Opened opened ->
          new OpenedWriter(serverUse, made(), clock.instant()).write(message, opened, sink);
      case Form.WebMail _, Form.Bounced _, Form.Dropped _ ->
          throw new IllegalArgumentException(form.word() + " is no message to be handed on");
    };
  }

  private Result<Boolean> encrypt(Message message, Form.Encrypted form, OutputStream sink)
      throws IOException {
    var to = distinct(form.to().stream());
    var additional =
        distinct(form.additional().stream()).stream().filter(key -> !to.contains(key)).toList();
    var plan = Encryption.to(to, clock.instant(), ALGORITHMS).withAdditional(additional);
    if (form.signer().isPresent()) {
      switch (key(form.signer().get())) {
        case Result.Refused<Key>(var refusal) -> {
          return Result.refused(refusal);
        }
        case Result.Of<Key>(var key) -> plan = plan.signedBy(List.of(key));
      }
    }
    return EncryptedMessage.write(OwnFields.with(message, form.fields()), plan, sink);
  }

  /** One for each key, whichever copy of its certificate comes first. */
  private static List<Certificate> distinct(Stream<Certificate> all) {
    var each = new LinkedHashMap<Fingerprint, Certificate>();
    all.forEach(one -> each.putIfAbsent(one.fingerprint(), one));
    return List.copyOf(each.values());
  }

  private Result<Key> key(Fingerprint signer) {
    return serverUse
        .toSign(signer)
        .map(key -> Result.of(key.with(signers.of(key.certificate()))))
        .orElseGet(
            () ->
                Result.refused(
                    Refusal.Kind.NO_USABLE_KEY,
                    "the server may no longer sign with the key " + signer));
  }
}

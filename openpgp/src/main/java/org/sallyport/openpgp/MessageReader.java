package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPDataValidationException;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPadding;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.SessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;

/**
 * Reads one message by the grammar of RFC 9580 section 10.3, writes its content to a sink as it
 * comes, and says at the end what it was worth. What does not follow the grammar is refused: the
 * attacks on OpenPGP in mail live from what readers forgive.
 */
final class MessageReader {
  private static final int BUFFER = 64 * 1024;

  private final SessionKeys sessionKeys;
  private final boolean mayBeClear;
  private final Instant now;
  private final AlgorithmPolicy policy;
  private final Limits limits;
  private final WatchedInput source;
  private final OutputStream sink;
  private final ContentChecks checks;
  private final List<Runnable> atTheEnd = new ArrayList<>();

  private Optional<MessageFacts.Encrypted> encrypted = Optional.empty();
  private Optional<String> fileName = Optional.empty();
  private boolean text;
  private long octets;
  private int signatures;
  private final Framing framing = new Framing();

  MessageReader(
      SessionKeys sessionKeys,
      boolean mayBeClear,
      ContentChecks checks,
      Instant now,
      AlgorithmPolicy policy,
      Limits limits,
      WatchedInput source,
      OutputStream sink) {
    this.sessionKeys = sessionKeys;
    this.mayBeClear = mayBeClear;
    this.checks = checks;
    this.now = now;
    this.policy = policy;
    this.limits = limits;
    this.source = source;
    this.sink = sink;
  }

  /**
   * Reads it all.
   *
   * @throws IOException when the source or the sink fails
   */
  Opening read() throws IOException {
    try {
      var objects = objects(Armor.reader(source));
      message(objects, 1);
      end(objects);
      atTheEnd.forEach(Runnable::run);
      return new Opening.Released(
          new MessageFacts(encrypted, checks.verdicts(), fileName, text, octets));
    } catch (RefusedException e) {
      // What stands within encrypted data is not known to be genuine before all of it was read.
      boolean tells = encrypted.isPresent() && e.refusal().kind() == Refusal.Kind.MALFORMED;
      return new Opening.Refused(tells ? damaged(e) : e.refusal());
    } catch (SinkException e) {
      throw e.failure();
    } catch (IOException | PGPException | RuntimeException e) {
      if (source.failure().isPresent()) {
        throw source.failure().get();
      }
      if (framing.exceeded()) {
        return new Opening.Refused(
            new Refusal(
                Refusal.Kind.LIMIT,
                "more than " + Framing.MOST + " octets of the message are not its content"));
      }
      return new Opening.Refused(damaged(e));
    }
  }

  private Refusal damaged(Exception e) {
    if (encrypted.isPresent()) {
      // One reason for everything: which check failed would help whoever changes messages.
      return new Refusal(
          Refusal.Kind.NOT_AUTHENTIC,
          "the message was changed after it was encrypted, or is not complete");
    }
    return new Refusal(
        Refusal.Kind.MALFORMED,
        e instanceof MalformedArmorException && e.getMessage() != null
            ? e.getMessage()
            : "this is not a well-formed OpenPGP message");
  }

  private PGPObjectFactory objects(InputStream in) {
    return new PGPObjectFactory(framing.bound(in), Bc.FINGERPRINTS)
        .setThrowForUnknownCriticalPackets(true);
  }

  private static Optional<Object> next(PGPObjectFactory objects) throws IOException {
    var next = objects.nextObject();
    while (next instanceof PGPMarker || next instanceof PGPPadding) {
      next = objects.nextObject();
    }
    return Optional.ofNullable(next);
  }

  private void message(PGPObjectFactory objects, int depth)
      throws IOException, PGPException, RefusedException, SinkException {
    if (depth > limits.depth()) {
      throw new RefusedException(
          Refusal.Kind.LIMIT, "more than " + limits.depth() + " messages within each other");
    }
    var packet =
        next(objects)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.Kind.MALFORMED, "there is no message where one belongs"));
    switch (packet) {
      case PGPEncryptedDataList list -> decrypt(list, depth);
      case PGPCompressedData compressed -> {
        requireProtected();
        var inner = objects(compressed.getDataStream());
        message(inner, depth + 1);
        end(inner);
      }
      case PGPOnePassSignatureList announced -> signed(announced, objects, depth);
      case PGPSignatureList before -> {
        requireProtected();
        countSignatures(before.size());
        before.forEach(one -> checks.before(one, atTheEnd));
        message(objects, depth + 1);
      }
      case PGPLiteralData literal -> content(literal);
      default ->
          throw new RefusedException(
              Refusal.Kind.MALFORMED, "there is no message but " + Packets.name(packet));
    }
  }

  private void requireProtected() throws RefusedException {
    if (encrypted.isEmpty() && !mayBeClear) {
      throw new RefusedException(
          Refusal.Kind.MALFORMED, "the message is not encrypted, so there is nothing to decrypt");
    }
  }

  private void end(PGPObjectFactory objects) throws IOException, RefusedException {
    var more = next(objects);
    if (more.isPresent()) {
      throw new RefusedException(
          Refusal.Kind.MALFORMED,
          "something follows where the message ends: " + Packets.name(more.get()));
    }
  }

  private void countSignatures(int more) throws RefusedException {
    signatures += more;
    if (signatures > Signatures.MOST) {
      throw new RefusedException(
          Refusal.Kind.LIMIT, "more than " + Signatures.MOST + " signatures");
    }
  }

  private void signed(PGPOnePassSignatureList announced, PGPObjectFactory objects, int depth)
      throws IOException, PGPException, RefusedException, SinkException {
    requireProtected();
    countSignatures(announced.size());
    var expected = new ArrayList<ContentChecks.Announced>();
    announced.forEach(one -> expected.add(checks.announce(one)));
    message(objects, depth + 1);
    var behind = next(objects);
    if (!(behind.orElse("") instanceof PGPSignatureList list) || list.size() != expected.size()) {
      throw new RefusedException(
          Refusal.Kind.MALFORMED, "the signatures that were announced do not follow the content");
    }
    // The first announced is the last to come.
    for (int i = 0; i < list.size(); i++) {
      checks.arrived(expected.get(list.size() - 1 - i), list.get(i));
    }
  }

  private void decrypt(PGPEncryptedDataList list, int depth)
      throws IOException, PGPException, RefusedException, SinkException {
    if (encrypted.isPresent()) {
      throw new RefusedException(
          Refusal.Kind.MALFORMED, "the message is encrypted within an encrypted message");
    }
    if (list.getEncryptedData() instanceof AEADEncDataPacket) {
      throw new RefusedException(
          Refusal.Kind.UNSUPPORTED,
          "the message uses a packet of LibrePGP (type 20), which is not part of OpenPGP");
    }
    if (!(list.getEncryptedData() instanceof SymmetricEncIntegrityPacket packet)) {
      throw new RefusedException(
          Refusal.Kind.NOT_AUTHENTIC,
          "the message has no protection against changes, so it cannot be trusted");
    }
    var content = open(list, packet, sessionKeys.open(list));
    var inner = objects(content.plain());
    message(inner, depth + 1);
    end(inner);
    if (content.plain().read() >= 0 || (packet.getVersion() == 1 && !content.data().verify())) {
      throw new PGPException("not authentic");
    }
  }

  /**
   * Encrypted content that is being read.
   *
   * @param data knows at the end whether it was changed
   * @param plain the content
   */
  private record Content(PGPEncryptedData data, InputStream plain) {}

  /** Of several session keys, the right one is that with which the content begins as it should. */
  private Content open(
      PGPEncryptedDataList list,
      SymmetricEncIntegrityPacket packet,
      List<SessionKeys.Opened> candidates)
      throws PGPException, RefusedException {
    for (var opened : candidates) {
      var cipher = AlgorithmIds.cipher(opened.key().getAlgorithm());
      var objection = policy.objection(cipher, now);
      if (objection.isPresent()) {
        throw new RefusedException(Refusal.Kind.POLICY, "the message: " + objection.get());
      }
      try {
        var content = open(list, opened, decryptor(opened.key(), cipher, packet));
        encrypted =
            Optional.of(new MessageFacts.Encrypted(cipher, packet.getVersion(), opened.by()));
        return content;
      } catch (PGPDataValidationException notThisOne) {
        // The next one may be.
      }
    }
    throw new RefusedException(SessionKeys.noneFits());
  }

  /**
   * For a password, the deprecated way is the one that looks whether the content begins as it
   * should, and can be tried again.
   */
  @SuppressWarnings("deprecation")
  private static Content open(
      PGPEncryptedDataList list,
      SessionKeys.Opened opened,
      SessionKeyDataDecryptorFactory decryptor)
      throws PGPException {
    if (opened.password().isPresent()) {
      var data = opened.password().get();
      return new Content(data, data.getDataStream(decryptor));
    }
    var data = list.extractSessionKeyEncryptedData();
    return new Content(data, data.getDataStream(decryptor));
  }

  /** AES by the JDK's ciphers; the rest by Bouncy Castle's. */
  private static SessionKeyDataDecryptorFactory decryptor(
      PGPSessionKey key, Algorithm cipher, SymmetricEncIntegrityPacket packet) {
    boolean aes =
        cipher == Algorithm.AES128 || cipher == Algorithm.AES192 || cipher == Algorithm.AES256;
    return aes && packet.getVersion() == 1
        ? new CfbDecryptor(key)
        : new BcSessionKeyDataDecryptorFactory(key);
  }

  private void content(PGPLiteralData literal) throws IOException, RefusedException, SinkException {
    requireProtected();
    text = literal.getFormat() == PGPLiteralData.UTF8 || literal.getFormat() == PGPLiteralData.TEXT;
    fileName = Optional.of(literal.getFileName()).filter(name -> !name.isEmpty());
    var in = literal.getDataStream();
    framing.pause();
    var buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count(read);
      checks.update(buffer, 0, read);
      try {
        sink.write(buffer, 0, read);
      } catch (IOException e) {
        throw new SinkException(e);
      }
    }
    framing.resume();
  }

  private void count(int read) throws RefusedException {
    octets += read;
    if (octets > limits.octets()) {
      throw new RefusedException(
          Refusal.Kind.LIMIT, "the content has more than " + limits.octets() + " octets");
    }
    if (octets > Limits.FREE && octets / limits.expansion() > source.octets()) {
      throw new RefusedException(
          Refusal.Kind.LIMIT,
          "the content is more than " + limits.expansion() + " times as large as the message");
    }
  }
}

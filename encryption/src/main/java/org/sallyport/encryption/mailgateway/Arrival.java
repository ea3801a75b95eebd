package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Ids;
import org.sallyport.mime.structure.Octets;
import org.sallyport.openpgp.Spool;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;

/**
 * A message that has come in whole, in a sealed spool. One thread.
 *
 * @param trace its id in logs and traces
 * @param to whom the next hop, or this gateway, takes it for
 * @param digest of listener, envelope and octets
 */
record Arrival(
    String trace,
    String listener,
    Peer peer,
    Instant at,
    Optional<MailAddress> from,
    MailParameters parameters,
    List<Envelope.To> to,
    Spool text,
    String digest)
    implements AutoCloseable {

  /**
   * Reads a text to its end.
   *
   * @param meanwhile is called after each piece
   * @throws IOException when the text breaks off, or the spool's folder cannot be written
   */
  static Arrival read(
      ListenerParts parts,
      Peer peer,
      Optional<MailAddress> from,
      MailParameters parameters,
      List<Envelope.To> to,
      MessageText text,
      Runnable meanwhile)
      throws IOException {
    var digest = sha256();
    digest.update(envelope(parts.name(), from, to));
    var spool = new Spool(parts.spool());
    boolean whole = false;
    try {
      var octets = new byte[16 << 10];
      for (int count = text.read(octets); count >= 0; count = text.read(octets)) {
        spool.write(octets, 0, count);
        digest.update(octets, 0, count);
        meanwhile.run();
      }
      whole = true;
    } finally {
      if (!whole) {
        spool.close();
      }
    }
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    return new Arrival(
        Ids.next('t'),
        parts.name(),
        peer,
        parts.clock().instant(),
        from,
        parameters,
        List.copyOf(to),
        spool,
        id);
  }

  /** No address has a line feed. */
  private static byte[] envelope(
      String listener, Optional<MailAddress> from, List<Envelope.To> to) {
    var text = new StringBuilder(listener).append('\n');
    text.append(from.map(MailAddress::toString).orElse("")).append('\n');
    to.stream().map(each -> each.address() + "\n").sorted().forEach(text::append);
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Octets octets() {
    return Octets.of(text);
  }

  List<MailAddress> recipients() {
    return to.stream().map(Envelope.To::address).toList();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}

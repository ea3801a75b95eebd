package org.sallyport.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proof that a device sends with each request: {@code Authorization: SallyportDevice
 * id=…,time=…,nonce=…,signature=…}. The signature is Ed25519 (RFC 8032) over method, target, time,
 * nonce and the SHA-256 of the body in hexadecimal, a line each.
 *
 * @param id the device; {@link #NEW} where it enrols
 * @param time when it was signed
 * @param nonce never used before by this device
 */
@SuppressWarnings("ArrayRecordComponent") // verified once, compared by nobody
public record SignedRequest(String id, Instant time, String nonce, byte[] signature) {
  /** Stands for the id of a device that has none yet. */
  public static final String NEW = "new";

  private static final Pattern HEADER =
      Pattern.compile(
          "SallyportDevice id=([0-9A-Za-z_-]{1,64}),time=([0-9TZ:.+-]{1,40}),"
              + "nonce=([0-9A-Za-z_-]{16,64}),signature=([0-9A-Za-z_-]{86})");

  /** Reads the header; empty where it is another, or damaged. */
  public static Optional<SignedRequest> read(String header) {
    var match = HEADER.matcher(header);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SignedRequest(
              match.group(1),
              Instant.parse(match.group(2)),
              match.group(3),
              Base64.getUrlDecoder().decode(match.group(4))));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Signs a request: the value of the header. */
  public static String sign(
      PrivateKey key,
      String id,
      Instant time,
      String nonce,
      String method,
      String target,
      byte[] body) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text(method, target, time, nonce, body));
      var signature = Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign());
      return "SallyportDevice id=%s,time=%s,nonce=%s,signature=%s"
          .formatted(id, time, nonce, signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** Whether the key has signed that request. */
  public boolean isBy(PublicKey key, String method, String target, byte[] body) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text(method, target, time, nonce, body));
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static byte[] text(String method, String target, Instant time, String nonce, byte[] body)
      throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(body);
    var lines = String.join("\n", method, target, time.toString(), nonce);
    return (lines + "\n" + HexFormat.of().formatHex(digest)).getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "SignedRequest[" + id + " at " + time + "]";
  }
}

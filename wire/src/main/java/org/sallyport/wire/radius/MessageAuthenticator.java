package org.sallyport.wire.radius;

import java.security.MessageDigest;
import org.sallyport.kernel.Secret;

/**
 * The Message-Authenticator attribute: an HMAC-MD5 over the whole packet, keyed with the secret
 * (RFC 3579 section 3.2, RFC 2869 section 5.14).
 */
public final class MessageAuthenticator {
  /** What the attribute of a packet is worth. */
  public enum Verification {
    /** There is exactly one, and it is right. */
    VALID,
    /** There is none. */
    ABSENT,
    /** There is exactly one of 16 octets, and it is not right: a wrong secret, or a forgery. */
    WRONG,
    /** There is more than one, or it has not 16 octets. */
    MALFORMED
  }

  static final int LENGTH = 16;

  private static final byte[] ZEROS = new byte[LENGTH];

  private MessageAuthenticator() {}

  /** Verifies a request; the comparison takes constant time. */
  public static Verification verifyRequest(RadiusPacket request, Secret secret) {
    return verify(request, requestKey(request.code(), request.octets()), secret);
  }

  /**
   * Verifies a reply, which is computed with the authenticator of its request in the header (RFC
   * 3579 section 3.2); the comparison takes constant time.
   */
  public static Verification verifyReply(
      RadiusPacket reply, byte[] requestAuthenticator, Secret secret) {
    return verify(reply, requestAuthenticator, secret);
  }

  /** Whether it is the first attribute, where a prefix chosen by an attacker cannot precede it. */
  public static boolean isFirst(RadiusPacket packet) {
    return !packet.attributes().isEmpty()
        && packet.attributes().getFirst().is(AttributeType.MESSAGE_AUTHENTICATOR);
  }

  private static Verification verify(RadiusPacket packet, byte[] authenticator, Secret secret) {
    var found = packet.all(AttributeType.MESSAGE_AUTHENTICATOR);
    if (found.isEmpty()) {
      return Verification.ABSENT;
    }
    if (found.size() > 1 || found.getFirst().length() != LENGTH) {
      return Verification.MALFORMED;
    }
    var only = found.getFirst();
    byte[] expected = compute(packet.octets(), only.offset(), authenticator, secret);
    return MessageDigest.isEqual(expected, only.value()) ? Verification.VALID : Verification.WRONG;
  }

  /** The HMAC of a packet with the given authenticator and 16 zeros at {@code valueAt}. */
  static byte[] compute(byte[] packet, int valueAt, byte[] authenticator, Secret secret) {
    var mac = Digests.hmacMd5(secret);
    mac.update(packet, 0, RadiusPacket.AUTHENTICATOR_AT);
    mac.update(authenticator);
    mac.update(packet, RadiusPacket.HEADER, valueAt - RadiusPacket.HEADER);
    mac.update(ZEROS);
    mac.update(packet, valueAt + LENGTH, packet.length - valueAt - LENGTH);
    return mac.doFinal();
  }

  /** Puts the value into the attribute whose value begins at {@code valueAt}. */
  static void sign(byte[] packet, int valueAt, byte[] authenticator, Secret secret) {
    System.arraycopy(compute(packet, valueAt, authenticator, secret), 0, packet, valueAt, LENGTH);
  }

  /**
   * The authenticator that a request is computed with: its own where that is random, zeros where it
   * is itself a digest over the attribute (RFC 5176 section 2.3, RFC 6614 section 3.4 alike).
   */
  static byte[] requestKey(Code code, byte[] packet) {
    var authenticator = new byte[RadiusPacket.AUTHENTICATOR];
    if (code.hasRandomAuthenticator()) {
      System.arraycopy(
          packet, RadiusPacket.AUTHENTICATOR_AT, authenticator, 0, authenticator.length);
    }
    return authenticator;
  }
}

package org.sallyport.wire.radius;

import java.security.MessageDigest;
import org.sallyport.kernel.Secret;

/**
 * The authenticator in the header of replies and of accounting requests: an MD5 digest over the
 * packet and the secret. Against who can collide MD5 it proves nothing (CVE-2024-3596); replies to
 * Access-Request also need a {@link MessageAuthenticator}.
 */
public final class PacketAuthenticator {
  private static final byte[] ZEROS = new byte[RadiusPacket.AUTHENTICATOR];

  private PacketAuthenticator() {}

  /**
   * Whether a reply's Response Authenticator follows from the authenticator of its request (RFC
   * 2865 section 3, RFC 2866 section 3). Compares in constant time.
   */
  public static boolean verifyReply(
      RadiusPacket reply, byte[] requestAuthenticator, Secret secret) {
    return MessageDigest.isEqual(
        compute(reply.octets(), requestAuthenticator, secret), reply.authenticator());
  }

  /**
   * Whether the Request Authenticator of an Accounting-Request, or of another request that is
   * signed like one, is right (RFC 2866 section 3). Compares in constant time. Access-Request and
   * Status-Server carry a random one: false.
   */
  public static boolean verifyRequest(RadiusPacket request, Secret secret) {
    return request.code().isRequest()
        && !request.code().hasRandomAuthenticator()
        && MessageDigest.isEqual(compute(request.octets(), ZEROS, secret), request.authenticator());
  }

  /** MD5(Code + ID + Length + RequestAuth + Attributes + Secret). */
  static byte[] compute(byte[] packet, byte[] requestAuthenticator, Secret secret) {
    var digest = Digests.md5();
    digest.update(packet, 0, RadiusPacket.AUTHENTICATOR_AT);
    digest.update(requestAuthenticator);
    digest.update(packet, RadiusPacket.HEADER, packet.length - RadiusPacket.HEADER);
    return Digests.endWith(digest, secret);
  }

  /** Puts the authenticator of an accounting request in its place. */
  static void signRequest(byte[] packet, Secret secret) {
    put(packet, compute(packet, ZEROS, secret));
  }

  /** Puts the authenticator of a reply in its place. */
  static void signReply(byte[] packet, byte[] requestAuthenticator, Secret secret) {
    put(packet, compute(packet, requestAuthenticator, secret));
  }

  private static void put(byte[] packet, byte[] authenticator) {
    System.arraycopy(
        authenticator, 0, packet, RadiusPacket.AUTHENTICATOR_AT, RadiusPacket.AUTHENTICATOR);
  }
}

package org.sallyport.wire.radius;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;
import org.sallyport.wire.radius.RadiusPacketResult.Malformed;

/**
 * Makes packets that are signed. A Message-Authenticator is added here, as the first attribute; one
 * among the given attributes is a mistake of the caller.
 *
 * <p>All methods throw {@link IllegalArgumentException} when the packet would exceed 4096 octets or
 * the attributes hold a Message-Authenticator.
 */
public final class RadiusPacketEncoder {
  private static final Attribute PLACE =
      Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[MessageAuthenticator.LENGTH]);
  private static final int PLACE_AT = RadiusPacket.HEADER + 2;

  private RadiusPacketEncoder() {}

  /**
   * An Access-Request or Status-Server.
   *
   * @param authenticator 16 random octets, which replies and a hidden password depend on
   */
  public static RadiusPacket request(
      Code code, int identifier, byte[] authenticator, List<Attribute> attributes, Secret secret) {
    if (!code.hasRandomAuthenticator()) {
      throw new IllegalArgumentException(code + " carries a digest, not a random authenticator");
    }
    byte[] packet = lay(code, identifier, authenticator, signed(attributes));
    MessageAuthenticator.sign(packet, PLACE_AT, authenticator, secret);
    return read(packet);
  }

  /**
   * An Accounting-Request, whose authenticator is a digest (RFC 2866 section 3). It carries no
   * Message-Authenticator: the digest covers all of it.
   */
  public static RadiusPacket accountingRequest(
      int identifier, List<Attribute> attributes, Secret secret) {
    refuseOwn(attributes);
    byte[] packet =
        lay(Code.ACCOUNTING_REQUEST, identifier, new byte[RadiusPacket.AUTHENTICATOR], attributes);
    PacketAuthenticator.signRequest(packet, secret);
    return read(packet);
  }

  /**
   * The reply to a request: its identifier, the given attributes, and the request's Proxy-State
   * attributes behind them, unchanged and in order (RFC 2865 section 5.33). A reply to
   * Access-Request or Status-Server has a Message-Authenticator before everything else.
   */
  public static RadiusPacket reply(
      RadiusPacket request, Code code, List<Attribute> attributes, Secret secret) {
    var all = new ArrayList<>(attributes);
    all.addAll(request.all(AttributeType.PROXY_STATE));
    boolean sign = request.code() != Code.ACCOUNTING_REQUEST;
    byte[] authenticator = request.authenticator();
    byte[] packet =
        lay(code, request.identifier(), authenticator, sign ? signed(all) : refuseOwn(all));
    if (sign) {
      MessageAuthenticator.sign(packet, PLACE_AT, authenticator, secret);
    }
    PacketAuthenticator.signReply(packet, authenticator, secret);
    return read(packet);
  }

  /**
   * A packet exactly as given, unsigned: for tests, and for what speaks to clients that know
   * nothing else.
   */
  public static RadiusPacket unsigned(
      Code code, int identifier, byte[] authenticator, List<Attribute> attributes) {
    return read(lay(code, identifier, authenticator, attributes));
  }

  private static List<Attribute> signed(List<Attribute> attributes) {
    var all = new ArrayList<Attribute>(1 + attributes.size());
    all.add(PLACE);
    all.addAll(refuseOwn(attributes));
    return all;
  }

  private static List<Attribute> refuseOwn(List<Attribute> attributes) {
    if (attributes.stream().anyMatch(a -> a.is(AttributeType.MESSAGE_AUTHENTICATOR))) {
      throw new IllegalArgumentException("the Message-Authenticator is added by the encoder");
    }
    return attributes;
  }

  private static byte[] lay(
      Code code, int identifier, byte[] authenticator, List<Attribute> attributes) {
    if (identifier < 0 || identifier > 255) {
      throw new IllegalArgumentException("identifier " + identifier + ", expected 0 to 255");
    }
    if (authenticator.length != RadiusPacket.AUTHENTICATOR) {
      throw new IllegalArgumentException(
          "an authenticator of " + authenticator.length + " octets, expected 16");
    }
    int length = RadiusPacket.HEADER + attributes.stream().mapToInt(one -> 2 + one.length()).sum();
    if (length > RadiusPacket.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a packet of " + length + " octets, expected at most " + RadiusPacket.MAX_LENGTH);
    }
    var packet = new byte[length];
    packet[0] = (byte) code.number();
    packet[1] = (byte) identifier;
    packet[2] = (byte) (length >> 8);
    packet[3] = (byte) length;
    System.arraycopy(authenticator, 0, packet, RadiusPacket.AUTHENTICATOR_AT, authenticator.length);
    int at = RadiusPacket.HEADER;
    for (var attribute : attributes) {
      at = attribute.writeTo(packet, at);
    }
    return packet;
  }

  private static RadiusPacket read(byte[] packet) {
    return switch (RadiusPacketDecoder.decode(packet)) {
      case Decoded(var made) -> made;
      case Malformed(int offset, var reason) ->
          throw new IllegalStateException("encoded at " + offset + ": " + reason);
    };
  }
}

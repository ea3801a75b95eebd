package org.sallyport.gateway.radius;

import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketResult;

/** Whether a datagram is a request that its client can be believed to have sent. */
final class Intake {
  private Intake() {}

  /** What a port is for. */
  enum Purpose {
    AUTHENTICATION,
    ACCOUNTING
  }

  /** What a datagram is. */
  sealed interface Result {
    /** A request of the client's. */
    record Taken(RadiusPacket request) implements Result {}

    /** To be dropped without an answer. */
    record Dropped(Refusal why) implements Result {}
  }

  /**
   * Reads a datagram.
   *
   * @param exempt whether the client may leave Message-Authenticator out of an Access-Request
   */
  static Result read(byte[] datagram, Purpose purpose, Secret secret, boolean exempt) {
    return switch (RadiusPacketDecoder.decode(datagram)) {
      case RadiusPacketResult.Malformed _ -> new Result.Dropped(Refusal.MALFORMED);
      case RadiusPacketResult.Decoded(var packet) -> {
        if (!expected(packet.code(), purpose)) {
          yield new Result.Dropped(Refusal.UNEXPECTED_CODE);
        }
        yield proven(packet, secret, exempt);
      }
    };
  }

  private static boolean expected(Code code, Purpose purpose) {
    return code == Code.STATUS_SERVER
        || code
            == switch (purpose) {
              case AUTHENTICATION -> Code.ACCESS_REQUEST;
              case ACCOUNTING -> Code.ACCOUNTING_REQUEST;
            };
  }

  private static Result proven(RadiusPacket packet, Secret secret, boolean exempt) {
    return switch (MessageAuthenticator.verifyRequest(packet, secret)) {
      case MALFORMED -> new Result.Dropped(Refusal.MALFORMED);
      case WRONG -> new Result.Dropped(Refusal.WRONG_MESSAGE_AUTHENTICATOR);
      case VALID -> signed(packet, secret);
      case ABSENT -> unsigned(packet, secret, exempt);
    };
  }

  private static Result unsigned(RadiusPacket packet, Secret secret, boolean exempt) {
    if (packet.code() == Code.ACCOUNTING_REQUEST) {
      return signed(packet, secret);
    }
    // RFC 5997 section 3 and RFC 3579 section 3.1 demand it whatever a client is exempt from.
    boolean must =
        packet.code() == Code.STATUS_SERVER || packet.has(AttributeType.EAP_MESSAGE) || !exempt;
    if (must) {
      return new Result.Dropped(Refusal.NO_MESSAGE_AUTHENTICATOR);
    }
    // CVE-2024-3596: the forger hides the collision in a Proxy-State, which replies repeat.
    return packet.has(AttributeType.PROXY_STATE)
        ? new Result.Dropped(Refusal.UNPROVEN_PROXY_STATE)
        : new Result.Taken(packet);
  }

  /** RFC 2866 section 3: the authenticator of an Accounting-Request is a digest. */
  private static Result signed(RadiusPacket packet, Secret secret) {
    return packet.code() == Code.ACCOUNTING_REQUEST
            && !PacketAuthenticator.verifyRequest(packet, secret)
        ? new Result.Dropped(Refusal.WRONG_AUTHENTICATOR)
        : new Result.Taken(packet);
  }
}

package org.sallyport.wire.radius;

import java.util.ArrayList;
import java.util.Arrays;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;
import org.sallyport.wire.radius.RadiusPacketResult.Malformed;

/** Reads one datagram as one packet. */
public final class RadiusPacketDecoder {
  private RadiusPacketDecoder() {}

  /** Decodes a whole array. */
  public static RadiusPacketResult decode(byte[] datagram) {
    return decode(datagram, 0, datagram.length);
  }

  /**
   * Decodes {@code length} octets from {@code offset}; they are copied, so that the array may be
   * used again.
   */
  public static RadiusPacketResult decode(byte[] datagram, int offset, int length) {
    if (length < RadiusPacket.HEADER) {
      return new Malformed(length, "a datagram of " + length + " octets, at least 20 expected");
    }
    int stated = Octets.uint16(datagram, offset + 2);
    if (stated < RadiusPacket.HEADER || stated > RadiusPacket.MAX_LENGTH) {
      return new Malformed(2, "a length field of " + stated + ", 20 to 4096 expected");
    }
    if (stated > length) {
      // RFC 2865 section 3: shorter than the Length field indicates, it is silently discarded.
      return new Malformed(2, "a length field of " + stated + " in " + length + " octets");
    }
    var code = Code.of(Octets.uint8(datagram, offset));
    if (code.isEmpty()) {
      return new Malformed(0, "unknown code " + Octets.uint8(datagram, offset));
    }
    // RFC 2865 section 3: octets outside the range of the Length field are padding, ignored.
    return attributes(code.get(), Arrays.copyOfRange(datagram, offset, offset + stated));
  }

  private static RadiusPacketResult attributes(Code code, byte[] bytes) {
    var attributes = new ArrayList<Attribute>();
    int at = RadiusPacket.HEADER;
    while (at < bytes.length) {
      if (bytes.length - at < 2) {
        return new Malformed(at, "a single octet behind the last attribute");
      }
      int type = Octets.uint8(bytes, at);
      int length = Octets.uint8(bytes, at + 1);
      if (type == 0) {
        return new Malformed(at, "attribute type 0");
      }
      if (length < 2) {
        return new Malformed(at + 1, "an attribute length of " + length + ", at least 2 expected");
      }
      if (at + length > bytes.length) {
        return new Malformed(at + 1, "an attribute that ends behind the packet");
      }
      attributes.add(new Attribute(type, bytes, at + 2, length - 2));
      at += length;
    }
    return new Decoded(new RadiusPacket(code, bytes, attributes));
  }
}

package org.sallyport.wire.radius;

/**
 * A packet seen in the array it was received into: what balancing needs of it, as offsets. Reusable
 * by one thread; nothing is copied or allocated. It accepts what {@link RadiusPacketDecoder} does.
 */
public final class PacketView {
  private byte[] bytes = new byte[0];
  private int start;
  private int length;
  private Code code = Code.ACCESS_REQUEST;
  private final int[] valueAt = new int[Long.SIZE];
  private final int[] valueLength = new int[Long.SIZE];
  private long seen;

  /** An empty view. */
  public PacketView() {}

  /**
   * Looks at a datagram; the array must not change while the view is asked.
   *
   * @return whether it is a packet; when not, the view must not be asked
   */
  public boolean scan(byte[] datagram, int offset, int datagramLength) {
    bytes = datagram;
    start = offset;
    seen = 0;
    if (datagramLength < RadiusPacket.HEADER) {
      return false;
    }
    length = Octets.uint16(datagram, offset + 2);
    return length >= RadiusPacket.HEADER
        && length <= RadiusPacket.MAX_LENGTH
        && length <= datagramLength
        && scanCode()
        && scanAttributes();
  }

  private boolean scanCode() {
    var found = Code.of(Octets.uint8(bytes, start));
    if (found.isEmpty()) {
      return false;
    }
    code = found.get();
    return true;
  }

  private boolean scanAttributes() {
    int end = start + length;
    int at = start + RadiusPacket.HEADER;
    while (at < end) {
      if (end - at < 2 || bytes[at] == 0) {
        return false;
      }
      int type = Octets.uint8(bytes, at);
      int size = Octets.uint8(bytes, at + 1);
      if (size < 2 || at + size > end) {
        return false;
      }
      if (type < Long.SIZE && (seen & 1L << type) == 0) {
        seen |= 1L << type;
        valueAt[type] = at + 2;
        valueLength[type] = size - 2;
      }
      at += size;
    }
    return true;
  }

  /** What the packet is. */
  public Code code() {
    return code;
  }

  /** 0 to 255. */
  public int identifier() {
    return Octets.uint8(bytes, start + 1);
  }

  /** The number of octets that its length field states. */
  public int length() {
    return length;
  }

  /** The first eight octets of the authenticator. */
  public long authenticatorHigh() {
    return uint64(start + RadiusPacket.AUTHENTICATOR_AT);
  }

  /** The last eight octets of the authenticator. */
  public long authenticatorLow() {
    return uint64(start + RadiusPacket.AUTHENTICATOR_AT + 8);
  }

  private long uint64(int at) {
    return Octets.uint32(bytes, at) << 32 | Octets.uint32(bytes, at + 4);
  }

  /** Whether there is an attribute of the type, whose number must be below 64. */
  public boolean has(AttributeType type) {
    return type.number() < Long.SIZE && (seen & 1L << type.number()) != 0;
  }

  /** Where in the array the value of the first attribute of a type begins that it has. */
  public int valueOffset(AttributeType type) {
    return valueAt[type.number()];
  }

  /** How long that value is. */
  public int valueLength(AttributeType type) {
    return valueLength[type.number()];
  }
}

package org.sallyport.wire.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attribute of a packet: a type and 0 to 253 octets of value (RFC 2865 section 5). Two are
 * equal when type and value are. The value's own form is not checked by the decoder: what reads it
 * as text, number or address says empty where it is not one.
 */
public final class Attribute {
  /** The most octets a value can have. */
  public static final int MAX_VALUE = 253;

  private final int type;
  private final byte[] holder;
  private final int offset;
  private final int length;

  /** A view of {@code length} octets of a packet; the holder must not change any more. */
  Attribute(int type, byte[] holder, int offset, int length) {
    this.type = type;
    this.holder = holder;
    this.offset = offset;
    this.length = length;
  }

  /**
   * An attribute of any type.
   *
   * @throws IllegalArgumentException when the type is not 1 to 255 or the value exceeds 253 octets
   */
  public static Attribute of(int type, byte[] value) {
    if (type < 1 || type > 255) {
      throw new IllegalArgumentException("attribute type " + type + ", expected 1 to 255");
    }
    if (value.length > MAX_VALUE) {
      throw new IllegalArgumentException(
          "a value of " + value.length + " octets, expected at most " + MAX_VALUE);
    }
    return new Attribute(type, value.clone(), 0, value.length);
  }

  public static Attribute of(AttributeType type, byte[] value) {
    return of(type.number(), value);
  }

  /** UTF-8 text (RFC 2865 section 5, data type text). */
  public static Attribute text(AttributeType type, String text) {
    return of(type.number(), text.getBytes(UTF_8));
  }

  /** An unsigned number of 4 octets (RFC 2865 section 5, data type integer). */
  public static Attribute integer(AttributeType type, long value) {
    return of(type.number(), fourOctets(value));
  }

  /** An IPv4 or IPv6 address in the 4 or 16 octets that it has. */
  public static Attribute address(AttributeType type, InetAddress address) {
    return of(type.number(), address.getAddress());
  }

  static byte[] fourOctets(long value) {
    if (value < 0 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(value + " does not fit into 32 bits without a sign");
    }
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** 1 to 255; see {@link AttributeType} for names. */
  public int type() {
    return type;
  }

  /** Whether the attribute is of this type. */
  public boolean is(AttributeType wanted) {
    return type == wanted.number();
  }

  /** The number of octets of the value. */
  public int length() {
    return length;
  }

  /** A copy of the value. */
  public byte[] value() {
    return Arrays.copyOfRange(holder, offset, offset + length);
  }

  /** The value as UTF-8 text, what is not UTF-8 replaced by U+FFFD. */
  public String text() {
    return new String(holder, offset, length, UTF_8);
  }

  /** The value as an unsigned number, or empty when it has not 4 octets. */
  public OptionalLong integer() {
    return length == 4 ? OptionalLong.of(Octets.uint32(holder, offset)) : OptionalLong.empty();
  }

  /** The value as an IPv4 address of 4 octets or an IPv6 address of 16, or empty. */
  public Optional<InetAddress> address() {
    if (length != 4 && length != 16) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          length == 4
              ? (Inet4Address) InetAddress.getByAddress(value())
              : Inet6Address.getByAddress("", value(), -1));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " octets was refused", e);
    }
  }

  /** The offset of the value in the packet that was decoded; 0 in an attribute made here. */
  int offset() {
    return offset;
  }

  byte[] holder() {
    return holder;
  }

  /** Writes type, length and value at {@code at}, and gives the offset behind them. */
  int writeTo(byte[] packet, int at) {
    packet[at] = (byte) type;
    packet[at + 1] = (byte) (2 + length);
    System.arraycopy(holder, offset, packet, at + 2, length);
    return at + 2 + length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attribute that
        && type == that.type
        && Arrays.equals(
            holder, offset, offset + length, that.holder, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(value());
  }

  /** The name and the number of octets; never the value, which may be a secret. */
  @Override
  public String toString() {
    var name = AttributeType.of(type).map(AttributeType::standardName);
    return name.orElse("Attribute-" + type) + "[" + length + " octets]";
  }
}

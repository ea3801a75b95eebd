package org.sallyport.wire.radius;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A packet (RFC 2865 section 3) with the octets it was received or made as. Immutable; equal when
 * every octet is.
 */
public final class RadiusPacket {
  /** Code, identifier, length and authenticator: the shortest packet. */
  public static final int HEADER = 20;

  /** The longest packet (RFC 2865 section 3). */
  public static final int MAX_LENGTH = 4096;

  static final int AUTHENTICATOR_AT = 4;
  static final int AUTHENTICATOR = 16;

  private final Code code;
  private final byte[] bytes;
  private final List<Attribute> attributes;

  /** The attributes are views of {@code bytes}, which must not change any more. */
  RadiusPacket(Code code, byte[] bytes, List<Attribute> attributes) {
    this.code = code;
    this.bytes = bytes;
    this.attributes = List.copyOf(attributes);
  }

  public Code code() {
    return code;
  }

  /** 0 to 255: with the sender's address and port it tells requests apart. */
  public int identifier() {
    return Octets.uint8(bytes, 1);
  }

  /** A copy of the 16 octets. */
  public byte[] authenticator() {
    return Arrays.copyOfRange(bytes, AUTHENTICATOR_AT, HEADER);
  }

  /** All attributes in order. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** The first attribute of a type. */
  public Optional<Attribute> first(AttributeType type) {
    for (var attribute : attributes) {
      if (attribute.is(type)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }

  /** The attributes of a type, in order. */
  public List<Attribute> all(AttributeType type) {
    return attributes.stream().filter(attribute -> attribute.is(type)).toList();
  }

  /** Whether there is an attribute of the type, such as Proxy-State. */
  public boolean has(AttributeType type) {
    return first(type).isPresent();
  }

  /** The attributes of one vendor in all Vendor-Specific attributes, in order. */
  public List<Attribute> ofVendor(long vendor) {
    return all(AttributeType.VENDOR_SPECIFIC).stream()
        .flatMap(specific -> VendorAttribute.of(specific).stream())
        .filter(one -> one.vendor() == vendor)
        .map(VendorAttribute::attribute)
        .toList();
  }

  /** The number of octets: 20 to 4096. */
  public int length() {
    return bytes.length;
  }

  /** A copy of all octets, as received or to be sent. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The octets themselves, for readers in this package. */
  byte[] octets() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RadiusPacket that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Code, identifier and attribute names; no values. */
  @Override
  public String toString() {
    return code + "[identifier=" + identifier() + ", attributes=" + attributes + "]";
  }
}

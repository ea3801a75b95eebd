package org.sallyport.wire.radius;

import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of a vendor, carried in Vendor-Specific (RFC 2865 section 5.26) in the form that
 * section recommends: type and length of one octet each.
 *
 * @param vendor the vendor's number, as IANA gave it (SMI Private Enterprise Code)
 * @param attribute type and value in the vendor's own space
 */
public record VendorAttribute(long vendor, Attribute attribute) {
  /** The most octets a value can have: 253 less the vendor's number, type and length. */
  public static final int MAX_VALUE = 247;

  public VendorAttribute {
    // The high-order octet of the vendor's number is 0 (RFC 2865 section 5.26).
    if (vendor < 0 || vendor > 0xFF_FFFF) {
      throw new IllegalArgumentException("vendor " + vendor + ", expected 24 bits");
    }
    if (attribute.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          "a vendor's value of " + attribute.length() + " octets, expected at most " + MAX_VALUE);
    }
  }

  /** A Vendor-Specific attribute with this one alone. */
  public Attribute toAttribute() {
    var value = new byte[4 + 2 + attribute.length()];
    System.arraycopy(Attribute.fourOctets(vendor), 0, value, 0, 4);
    attribute.writeTo(value, 4);
    return Attribute.of(AttributeType.VENDOR_SPECIFIC, value);
  }

  /**
   * What a Vendor-Specific attribute carries, in order. Empty when the attribute is of another type
   * or does not have the recommended form, which vendors are free not to use.
   */
  public static List<VendorAttribute> of(Attribute specific) {
    if (!specific.is(AttributeType.VENDOR_SPECIFIC) || specific.length() < 4) {
      return List.of();
    }
    byte[] bytes = specific.holder();
    int at = specific.offset();
    int end = at + specific.length();
    long vendor = Octets.uint32(bytes, at);
    if (vendor > 0xFF_FFFF) {
      return List.of();
    }
    var found = new ArrayList<VendorAttribute>();
    for (at += 4; at < end; at += Octets.uint8(bytes, at + 1)) {
      if (end - at < 2 || Octets.uint8(bytes, at + 1) < 2 || bytes[at] == 0) {
        return List.of();
      }
      int length = Octets.uint8(bytes, at + 1);
      if (at + length > end) {
        return List.of();
      }
      var attribute = new Attribute(Octets.uint8(bytes, at), bytes, at + 2, length - 2);
      found.add(new VendorAttribute(vendor, attribute));
    }
    return List.copyOf(found);
  }
}

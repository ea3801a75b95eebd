package org.sallyport.wire.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a dictionary knows of one attribute.
 *
 * @param name such as {@code Filter-Id} or {@code Cisco-AVPair}
 * @param vendor the vendor's number; 0 for an attribute of the standards
 * @param type 1 to 255, in the standard's or the vendor's space
 * @param kind how values are written
 * @param encrypted whether values are hidden under the shared secret (RFC 2868 section 3.5, RFC
 *     2548 section 2.4), so that text alone does not make one
 * @param values names of numbers, in lower case
 */
public record Definition(
    String name,
    long vendor,
    int type,
    ValueKind kind,
    boolean encrypted,
    Map<String, Long> values) {

  public Definition {
    values = Map.copyOf(values);
  }

  /** What a text becomes as a value. */
  public sealed interface Encoding {
    /** The attribute; of a vendor, inside a Vendor-Specific. */
    record Encoded(Attribute attribute) implements Encoding {}

    /** The text is no value of this attribute; the reason continues "{@code name} …". */
    record Unfit(String reason) implements Encoding {}
  }

  /**
   * The attribute with the value that a text stands for: text itself; a number or the name of one;
   * an address; octets as {@code 0x} and hexadecimal digits, or as the text's own in UTF-8.
   */
  public Encoding encode(String text) {
    if (encrypted) {
      return new Encoding.Unfit("is encrypted and cannot be given as text");
    }
    return switch (kind) {
      case TEXT -> octets(text.getBytes(UTF_8));
      case OCTETS -> hexOrText(text);
      case INTEGER, TIME -> number(text);
      case ADDRESS -> address(text, Inet4Address.class, "an IPv4 address");
      case IPV6_ADDRESS -> address(text, Inet6Address.class, "an IPv6 address");
    };
  }

  private Encoding hexOrText(String text) {
    if (!text.startsWith("0x")) {
      return octets(text.getBytes(UTF_8));
    }
    try {
      return octets(HexFormat.of().parseHex(text.substring(2)));
    } catch (IllegalArgumentException e) {
      return new Encoding.Unfit("needs pairs of hexadecimal digits after 0x");
    }
  }

  private Encoding number(String text) {
    var named = values.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return octets(Attribute.fourOctets(named));
    }
    var number = unsigned(text);
    return number.isPresent()
        ? octets(Attribute.fourOctets(number.get()))
        : new Encoding.Unfit("needs a number from 0 to 4294967295" + namesInWords());
  }

  private String namesInWords() {
    return values.isEmpty() ? "" : " or a name that the dictionary lists";
  }

  static Optional<Long> unsigned(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 10 || Long.parseLong(text) > 0xFFFF_FFFFL) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }

  private Encoding address(String text, Class<? extends InetAddress> family, String expected) {
    try {
      // A literal only: a name would ask the network.
      var address = InetAddress.ofLiteral(text);
      if (family.isInstance(address)) {
        return octets(address.getAddress());
      }
    } catch (IllegalArgumentException notALiteral) {
      return new Encoding.Unfit("needs " + expected);
    }
    return new Encoding.Unfit("needs " + expected);
  }

  private Encoding octets(byte[] value) {
    int most = vendor == 0 ? Attribute.MAX_VALUE : VendorAttribute.MAX_VALUE;
    if (value.length == 0 || value.length > most) {
      // RFC 2865 section 5: a zero-length value is not sent, the attribute is left out instead.
      return new Encoding.Unfit("needs 1 to " + most + " octets");
    }
    var own = Attribute.of(type, value);
    return new Encoding.Encoded(vendor == 0 ? own : new VendorAttribute(vendor, own).toAttribute());
  }
}

package org.sallyport.wire.radius;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.wire.radius.DictionaryResult.Loaded;
import org.sallyport.wire.radius.DictionaryResult.Unreadable;

/**
 * The names of attributes, of their values, and of vendors. Immutable. Names are compared without
 * regard to case.
 */
public final class Dictionary {
  private final Map<String, Definition> byName;
  private final Map<Long, Definition> byNumber;
  private final Map<String, Long> vendors;

  Dictionary(Map<String, Definition> byName, Map<String, Long> vendors) {
    this.byName = Map.copyOf(byName);
    this.vendors = Map.copyOf(vendors);
    var numbers = new HashMap<Long, Definition>();
    byName.values().forEach(one -> numbers.putIfAbsent(number(one.vendor(), one.type()), one));
    this.byNumber = Map.copyOf(numbers);
  }

  /** The attributes of the standards, and those of vendors that VPNs and firewalls ask for. */
  public static Dictionary standard() {
    return Standard.DICTIONARY;
  }

  /**
   * This dictionary and what a file adds, in the syntax of FreeRADIUS's dictionary files: {@code
   * VENDOR}, {@code BEGIN-VENDOR}, {@code END-VENDOR}, {@code ATTRIBUTE}, {@code VALUE} and
   * comments. A definition of the file replaces one of the same name. {@code $INCLUDE} is refused.
   */
  public DictionaryResult with(String file) {
    return new DictionaryReader(byName, vendors).read(file);
  }

  /** The attribute of a name. */
  public Optional<Definition> find(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** All names, in alphabetical order: for suggestions and references. */
  public List<String> names() {
    return byName.values().stream().map(Definition::name).sorted().toList();
  }

  /** The number of a vendor's name. */
  public Optional<Long> vendor(String name) {
    return Optional.ofNullable(vendors.get(key(name)));
  }

  /**
   * The names of what an attribute is, for a log: one, or more of a Vendor-Specific. What is not
   * known is given by number, such as {@code Attribute-241} or {@code Vendor-9-Attribute-77}.
   */
  public List<String> nameOf(Attribute attribute) {
    var inside = VendorAttribute.of(attribute);
    if (inside.isEmpty()) {
      return List.of(name(0, attribute.type(), "Attribute-"));
    }
    var names = new ArrayList<String>();
    for (var one : inside) {
      var prefix = "Vendor-" + one.vendor() + "-Attribute-";
      names.add(name(one.vendor(), one.attribute().type(), prefix));
    }
    return names;
  }

  private String name(long vendor, int type, String prefix) {
    var known = byNumber.get(number(vendor, type));
    return known == null ? prefix + type : known.name();
  }

  private static long number(long vendor, int type) {
    return vendor << 8 | type;
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Loaded when first asked for. */
  private static final class Standard {
    static final Dictionary DICTIONARY = load();

    private static Dictionary load() {
      var standards = new HashMap<String, Definition>();
      for (var type : AttributeType.values()) {
        var name = type.standardName();
        // RFC 2868 section 3.5: salted and hidden.
        boolean encrypted = type == AttributeType.TUNNEL_PASSWORD;
        standards.put(
            key(name), new Definition(name, 0, type.number(), type.kind(), encrypted, Map.of()));
      }
      return switch (new Dictionary(standards, Map.of()).with(file())) {
        case Loaded(var dictionary) -> dictionary;
        case Unreadable(var problems) -> throw new IllegalStateException(problems.toString());
      };
    }

    private static String file() {
      try (InputStream in = Dictionary.class.getResourceAsStream("standard.dictionary")) {
        if (in == null) {
          throw new IllegalStateException("standard.dictionary is not in the distribution");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

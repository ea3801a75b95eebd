package org.sallyport.wire.radius;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.wire.radius.DictionaryResult.Loaded;
import org.sallyport.wire.radius.DictionaryResult.Problem;
import org.sallyport.wire.radius.DictionaryResult.Unreadable;

/** Reads one dictionary file, line by line, and collects every problem. */
final class DictionaryReader {
  private final Map<String, Definition> definitions;
  private final Map<String, Long> vendors;
  private final List<Problem> problems = new ArrayList<>();
  private long vendor;
  private int line;

  DictionaryReader(Map<String, Definition> definitions, Map<String, Long> vendors) {
    this.definitions = new HashMap<>(definitions);
    this.vendors = new HashMap<>(vendors);
  }

  DictionaryResult read(String file) {
    file.lines()
        .forEach(
            text -> {
              line++;
              var words = words(text);
              if (!words.isEmpty()) {
                read(words);
              }
            });
    if (vendor != 0) {
      problem("BEGIN-VENDOR without END-VENDOR");
    }
    return problems.isEmpty()
        ? new Loaded(new Dictionary(definitions, vendors))
        : new Unreadable(problems);
  }

  private static List<String> words(String text) {
    int comment = text.indexOf('#');
    var content = (comment < 0 ? text : text.substring(0, comment)).strip();
    return content.isEmpty() ? List.of() : List.of(content.split("\\s+"));
  }

  private void read(List<String> words) {
    switch (words.getFirst()) {
      case "VENDOR" -> vendor(words);
      case "BEGIN-VENDOR" -> beginVendor(words);
      case "END-VENDOR" -> vendor = 0;
      case "ATTRIBUTE" -> attribute(words);
      case "VALUE" -> value(words);
      default ->
          problem(
              words.getFirst()
                  + " is not understood here: expected VENDOR, BEGIN-VENDOR, END-VENDOR,"
                  + " ATTRIBUTE or VALUE");
    }
  }

  private void vendor(List<String> words) {
    var number = words.size() == 3 ? number(words.get(2)) : Optional.<Long>empty();
    // Other formats than one octet of type and one of length are named in a fourth word.
    if (number.isEmpty() || number.get() < 1 || number.get() > 0xFF_FFFF) {
      problem("expected VENDOR, a name, and a number from 1 to 16777215");
      return;
    }
    vendors.put(Dictionary.key(words.get(1)), number.get());
  }

  private void beginVendor(List<String> words) {
    var known = words.size() == 2 ? vendors.get(Dictionary.key(words.get(1))) : null;
    if (known == null || vendor != 0) {
      problem(
          vendor != 0
              ? "BEGIN-VENDOR inside of BEGIN-VENDOR"
              : "expected BEGIN-VENDOR and the name of a vendor defined above");
      return;
    }
    vendor = known;
  }

  private void attribute(List<String> words) {
    var number = words.size() >= 4 ? number(words.get(2)) : Optional.<Long>empty();
    if (number.isEmpty() || number.get() < 1 || number.get() > 255 || words.size() > 5) {
      problem("expected ATTRIBUTE, a name, a number from 1 to 255, and a type");
      return;
    }
    var kind = kind(words.get(3));
    if (kind.isEmpty()) {
      problem("type " + words.get(3) + " is not understood here");
      return;
    }
    var owner = vendor;
    boolean encrypted = false;
    if (words.size() == 5) {
      var last = words.get(4);
      var named = vendors.get(Dictionary.key(last));
      if (named != null) {
        owner = named;
      } else if (last.matches("(has_tag|encrypt=[1-9]|array|concat|,)+")) {
        encrypted = last.contains("encrypt=");
      } else {
        problem(last + " is neither a vendor nor a flag that is understood here");
        return;
      }
    }
    var name = words.get(1);
    definitions.put(
        Dictionary.key(name),
        new Definition(name, owner, number.get().intValue(), kind.get(), encrypted, Map.of()));
  }

  private static Optional<ValueKind> kind(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "string", "text" -> Optional.of(ValueKind.TEXT);
      case "integer", "uint32", "enum" -> Optional.of(ValueKind.INTEGER);
      case "date", "time" -> Optional.of(ValueKind.TIME);
      case "ipaddr", "ipv4addr" -> Optional.of(ValueKind.ADDRESS);
      case "ipv6addr" -> Optional.of(ValueKind.IPV6_ADDRESS);
      case "octets", "abinary", "ifid", "ipv6prefix", "ipv4prefix", "ether" ->
          Optional.of(ValueKind.OCTETS);
      case "byte", "short", "signed", "integer64" -> Optional.of(ValueKind.OCTETS);
      default -> Optional.empty();
    };
  }

  private void value(List<String> words) {
    var number = words.size() == 4 ? number(words.get(3)) : Optional.<Long>empty();
    var owner = words.size() == 4 ? definitions.get(Dictionary.key(words.get(1))) : null;
    if (number.isEmpty() || owner == null) {
      problem("expected VALUE, the name of an attribute defined above, a name, and a number");
      return;
    }
    var values = new HashMap<>(owner.values());
    values.put(Dictionary.key(words.get(2)), number.get());
    definitions.put(
        Dictionary.key(owner.name()),
        new Definition(
            owner.name(), owner.vendor(), owner.type(), owner.kind(), owner.encrypted(), values));
  }

  private static Optional<Long> number(String text) {
    if (!text.startsWith("0x")) {
      return Definition.unsigned(text);
    }
    return text.matches("0x[0-9A-Fa-f]{1,8}")
        ? Optional.of(Long.parseLong(text.substring(2), 16))
        : Optional.empty();
  }

  private void problem(String reason) {
    problems.add(new Problem(line, reason));
  }
}

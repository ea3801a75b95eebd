package org.sallyport.encryption.group;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;

/**
 * One test of a {@link Condition}. Letters count whatever their case, as directories have it.
 *
 * <p>What has several values, as attributes and people's addresses do, passes with one that passes.
 *
 * @param subject what is looked at
 * @param attribute the lower-case name of a directory attribute; empty for other subjects
 * @param operator how
 * @param value what it is held against; empty for {@link Operator#PRESENT}
 */
public record Criterion(Subject subject, String attribute, Operator operator, String value) {
  /** The longest value. */
  public static final int LONGEST = 500;

  /** RFC 4512 section 1.4: a descriptor or an object identifier, with options. */
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9][a-z0-9.;-]{0,99}");

  /** What is looked at. */
  public enum Subject {
    /** The values of a directory attribute. */
    ATTRIBUTE,
    /** Mail addresses. */
    ADDRESS,
    /** The domains of mail addresses. */
    DOMAIN
  }

  /** How it is looked at. */
  public enum Operator {
    /** It is that. */
    EQUALS("equals"),
    /** It has that in it. */
    CONTAINS("contains"),
    /** It begins with that. */
    STARTS_WITH("starts with"),
    /** It ends with that. */
    ENDS_WITH("ends with"),
    /** It is that distinguished name, however it is written (RFC 4514). */
    MEMBER_OF("has the group"),
    /** It is there at all. */
    PRESENT("is present");

    private final String words;

    Operator(String words) {
      this.words = words;
    }
  }

  /**
   * Refuses what {@link #fault} finds.
   *
   * @throws IllegalArgumentException with the fault's message
   */
  public Criterion {
    attribute = attribute.strip().toLowerCase(Locale.ROOT);
    value = value.strip();
    var fault = fault(subject, attribute, operator, value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().message());
    }
  }

  /**
   * What is wrong with one that somebody has written.
   *
   * @param member which of its members
   */
  record Fault(String member, String message) {}

  static Optional<Fault> fault(Subject subject, String name, Operator operator, String value) {
    if (subject == Subject.ATTRIBUTE && !ATTRIBUTE.matcher(name).matches()) {
      return fault("attribute", "expected the name of an attribute, such as department");
    }
    if (subject != Subject.ATTRIBUTE && !name.isEmpty()) {
      return fault("attribute", "only a test of an attribute has this");
    }
    if (operator == Operator.PRESENT && !value.isEmpty()) {
      return fault("value", "a test for presence has no value");
    }
    if (operator == Operator.PRESENT && subject != Subject.ATTRIBUTE) {
      return fault("operator", "everybody has an address; expected another operator");
    }
    if (operator != Operator.PRESENT && (value.isEmpty() || value.length() > LONGEST)) {
      return fault("value", "expected 1 to " + LONGEST + " characters");
    }
    if (operator == Operator.MEMBER_OF && subject != Subject.ATTRIBUTE) {
      return fault("operator", "only an attribute holds groups of a directory");
    }
    if (operator == Operator.MEMBER_OF && !DistinguishedName.isOne(value)) {
      return fault("value", "expected a distinguished name, such as cn=staff,dc=example,dc=com");
    }
    return Optional.empty();
  }

  private static Optional<Fault> fault(String member, String message) {
    return Optional.of(new Fault(member, message));
  }

  /** A test of an attribute. */
  public static Criterion attribute(String name, Operator operator, String value) {
    return new Criterion(Subject.ATTRIBUTE, name, operator, value);
  }

  /** Whether one of a person's values passes. */
  boolean holds(Consumer person) {
    return values(person).stream().anyMatch(this::passes);
  }

  private List<String> values(Consumer person) {
    return switch (subject) {
      case ATTRIBUTE -> person.attributes().getOrDefault(attribute, List.of());
      case ADDRESS -> person.addresses().stream().map(Address::text).toList();
      case DOMAIN -> person.addresses().stream().map(Address::domain).distinct().toList();
    };
  }

  private boolean passes(String found) {
    return switch (operator) {
      case EQUALS -> lower(found).equals(lower(value));
      case CONTAINS -> lower(found).contains(lower(value));
      case STARTS_WITH -> lower(found).startsWith(lower(value));
      case ENDS_WITH -> lower(found).endsWith(lower(value));
      case MEMBER_OF -> DistinguishedName.same(found, value);
      case PRESENT -> true;
    };
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The test in words, such as {@code department equals Engineering}. */
  public String words() {
    var what =
        switch (subject) {
          case ATTRIBUTE -> attribute;
          case ADDRESS -> "address";
          case DOMAIN -> "domain";
        };
    return (what + " " + operator.words + " " + value).strip();
  }
}

package org.sallyport.encryption.mailrule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.kernel.ByteSize;

/**
 * One thing to be seen at a message.
 *
 * @param what what is looked at
 * @param name of the header field, with {@link What#HEADER}; else empty
 * @param operator how it is compared
 * @param value with what; empty where the operator needs none
 */
public record Comparison(What what, String name, Operator operator, String value)
    implements Criterion {
  /** The longest value, in characters. */
  public static final int LONGEST = 200;

  /** RFC 4021 section 2.1.55. */
  private static final Set<String> SENSITIVITIES =
      Set.of("personal", "private", "company-confidential");

  /** What is looked at. */
  public enum What {
    /** An address of From, or the return path. */
    SENDER,
    /** The recipient's address. */
    RECIPIENT,
    /** Fields of a name, as people read them. */
    HEADER,
    /** The subject, as people read it. */
    SUBJECT,
    /** The whole message, in octets. */
    SIZE,
    /** What the sender chose as sensitivity. */
    SENSITIVITY,
    /** The groups that the sender is in. */
    SENDER_GROUP,
    /** The groups that the recipient is in. */
    RECIPIENT_GROUP,
    /** Whether it is encrypted already. */
    ENCRYPTED,
    /** Whether it is signed. */
    SIGNED;

    /** As documents and people write it. */
    public String word() {
      return word(this);
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean isFlag() {
      return this == ENCRYPTED || this == SIGNED;
    }

    private boolean isText() {
      return this == SENDER || this == RECIPIENT || this == HEADER || this == SUBJECT;
    }
  }

  /** How it is compared; the case of letters does not matter. */
  public enum Operator {
    /** The same; an address also by its domain alone, {@code @example.com}. */
    IS("is"),
    /** Has it somewhere. */
    CONTAINS("contains"),
    /** Has it at the front. */
    BEGINS("begins with"),
    /** Has it at the end. */
    ENDS("ends with"),
    /** The whole fits a pattern in which {@code *} stands for any text and {@code ?} for one. */
    MATCHES("matches"),
    /** There is one. */
    PRESENT("is there"),
    /** Has more octets. */
    LARGER("is larger than"),
    /** Has fewer octets. */
    SMALLER("is smaller than");

    private final String words;

    Operator(String words) {
      this.words = words;
    }

    /** As documents write it. */
    public String word() {
      return What.word(this);
    }

    private boolean comparesText() {
      return this == IS || this == CONTAINS || this == BEGINS || this == ENDS || this == MATCHES;
    }

    private boolean comparesSize() {
      return this == LARGER || this == SMALLER;
    }
  }

  /** A member that is wrong, and what was expected. */
  record Fault(String member, String expected) {}

  /** Checks that the four go together. */
  public Comparison {
    var fault = fault(what, name, operator, value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get().member() + ": " + fault.get().expected());
    }
  }

  static Optional<Fault> fault(What what, String name, Operator operator, String value) {
    if ((what == What.HEADER) != !name.isEmpty()) {
      return fault("name", what == What.HEADER ? "expected a field's name" : "only with header");
    }
    if (!name.isEmpty() && !name.matches("[!-9;-~]{1,60}")) {
      return fault("name", "expected a field's name, such as X-Class");
    }
    if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
      return fault("value", "expected one line of at most " + LONGEST + " characters");
    }
    var expected = operators(what);
    if (expected.isPresent() && !fits(what, operator)) {
      return fault("operator", expected.get());
    }
    return value(what, operator, value);
  }

  private static Optional<Fault> fault(String member, String expected) {
    return Optional.of(new Fault(member, expected));
  }

  private static boolean fits(What what, Operator operator) {
    if (what.isText()) {
      return operator.comparesText() || (operator == Operator.PRESENT && what != What.RECIPIENT);
    }
    if (what == What.SIZE) {
      return operator.comparesSize();
    }
    return what.isFlag() ? operator == Operator.PRESENT : operator == Operator.IS;
  }

  private static Optional<String> operators(What what) {
    if (what.isText()) {
      return Optional.of("expected is, contains, begins, ends, matches or present");
    }
    if (what == What.SIZE) {
      return Optional.of("expected larger or smaller");
    }
    return Optional.of(what.isFlag() ? "expected present" : "expected is");
  }

  private static Optional<Fault> value(What what, Operator operator, String value) {
    if (operator == Operator.PRESENT) {
      return value.isEmpty() ? Optional.empty() : fault("value", "not with present");
    }
    if (value.isBlank()) {
      return fault("value", "it is missing");
    }
    if (what == What.SENSITIVITY && !SENSITIVITIES.contains(value)) {
      return fault("value", "expected personal, private or company-confidential");
    }
    return what == What.SIZE && octets(value).isEmpty()
        ? fault("value", "expected a size, such as 10MiB")
        : Optional.empty();
  }

  private static Optional<Long> octets(String value) {
    try {
      return Optional.of(ByteSize.parse(value).bytes());
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** The value of a {@link What#SIZE}, in octets. */
  long octets() {
    return octets(value).orElseThrow();
  }

  @Override
  public String words() {
    return switch (what) {
      case ENCRYPTED, SIGNED -> "it is " + what.word();
      case SENDER_GROUP -> "the sender is in the group \"" + value + '"';
      case RECIPIENT_GROUP -> "the recipient is in the group \"" + value + '"';
      case HEADER -> "the field " + name + rest();
      case SENDER, RECIPIENT, SUBJECT, SIZE, SENSITIVITY -> "the " + what.word() + rest();
    };
  }

  private String rest() {
    return operator == Operator.PRESENT
        ? " " + operator.words
        : " " + operator.words + (what == What.SIZE ? " " + value : " \"" + value + '"');
  }
}

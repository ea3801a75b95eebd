package org.sallyport.wire.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What MAIL says beside the sender.
 *
 * @param size octets that the message will have (RFC 1870)
 * @param body what it consists of (RFC 6152)
 * @param utf8 whether addresses or header are UTF-8 (RFC 6531)
 * @param returned what a report brings back (RFC 3461)
 * @param envelopeId the sender's name of the envelope, xtext as it was sent (RFC 3461)
 * @param author who submitted it, xtext as it was sent, or {@code <>} (RFC 4954 section 5)
 */
public record MailParameters(
    OptionalLong size,
    Optional<Body> body,
    boolean utf8,
    Optional<Return> returned,
    Optional<String> envelopeId,
    Optional<String> author) {
  /** None. */
  public static final MailParameters NONE =
      new MailParameters(
          OptionalLong.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int LONGEST_ENVELOPE_ID = 100;
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  public MailParameters {
    if (size.isPresent() && size.getAsLong() < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
    if (envelopeId.isPresent()
        && (envelopeId.get().length() > LONGEST_ENVELOPE_ID
            || envelopeId.get().isEmpty()
            || Xtext.decode(envelopeId.get()).isEmpty())) {
      throw new IllegalArgumentException("not an ENVID");
    }
    if (author.isPresent() && !author.get().equals("<>") && !isXtext(author.get())) {
      throw new IllegalArgumentException("not an AUTH");
    }
  }

  private static boolean isXtext(String text) {
    return !text.isEmpty() && Xtext.decode(text).isPresent();
  }

  /** The same with a size. */
  public MailParameters withSize(long octets) {
    return new MailParameters(OptionalLong.of(octets), body, utf8, returned, envelopeId, author);
  }

  /** The same for addresses or a header in UTF-8. */
  public MailParameters withUtf8() {
    return new MailParameters(size, body, true, returned, envelopeId, author);
  }

  /** Empty: a value is malformed. Keywords must be known; see {@link #knows}. */
  static Optional<MailParameters> of(Map<String, String> all) {
    try {
      return Optional.of(
          new MailParameters(
              size(Optional.ofNullable(all.get("SIZE"))),
              Optional.ofNullable(all.get("BODY")).map(MailParameters::body),
              flag(all),
              Optional.ofNullable(all.get("RET")).map(value -> Keywords.of(Return.class, value)),
              Optional.ofNullable(all.get("ENVID")),
              Optional.ofNullable(all.get("AUTH"))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static OptionalLong size(Optional<String> value) {
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!SIZE.matcher(value.get()).matches()) {
      throw new IllegalArgumentException("not a size");
    }
    return OptionalLong.of(Long.parseLong(value.get()));
  }

  private static Body body(String value) {
    for (var each : Body.values()) {
      if (each.keyword().equalsIgnoreCase(value)) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a body");
  }

  private static boolean flag(Map<String, String> all) {
    var value = all.get("SMTPUTF8");
    if (value != null && !value.isEmpty()) {
      throw new IllegalArgumentException("SMTPUTF8 has no value");
    }
    return value != null;
  }

  static boolean knows(String keyword) {
    return switch (keyword) {
      case "SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH" -> true;
      default -> false;
    };
  }

  /** As much of it as a server takes, each word with a space before it. */
  public String format(Capabilities server) {
    var text = new StringBuilder();
    if (server.has(Capabilities.SIZE)) {
      size.ifPresent(value -> text.append(" SIZE=").append(value));
    }
    if (server.has(Capabilities.EIGHT_BIT_MIME)) {
      body.ifPresent(value -> text.append(" BODY=").append(value.keyword()));
    }
    if (utf8 && server.has(Capabilities.SMTPUTF8)) {
      text.append(" SMTPUTF8");
    }
    if (server.has(Capabilities.DSN)) {
      returned.ifPresent(value -> text.append(" RET=").append(value));
      envelopeId.ifPresent(value -> text.append(" ENVID=").append(value));
    }
    if (server.has(Capabilities.AUTH)) {
      author.ifPresent(value -> text.append(" AUTH=").append(value));
    }
    return text.toString();
  }
}

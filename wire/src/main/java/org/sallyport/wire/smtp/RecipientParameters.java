package org.sallyport.wire.smtp;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What RCPT says beside the recipient (RFC 3461).
 *
 * @param reports when reports are wanted; empty: the sender does not say
 * @param original whom the sender meant
 */
public record RecipientParameters(Set<Notify> reports, Optional<OriginalRecipient> original) {
  /** None. */
  public static final RecipientParameters NONE =
      new RecipientParameters(Set.of(), Optional.empty());

  public RecipientParameters {
    if (reports.contains(Notify.NEVER) && reports.size() > 1) {
      throw new IllegalArgumentException("NEVER stands alone");
    }
    reports = reports.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reports));
  }

  /** Empty: a value is malformed. Keywords must be known; see {@link #knows}. */
  static Optional<RecipientParameters> of(Map<String, String> all) {
    try {
      var original = Optional.ofNullable(all.get("ORCPT"));
      var parsed = original.flatMap(OriginalRecipient::parse);
      if (original.isPresent() && parsed.isEmpty()) {
        return Optional.empty();
      }
      Set<Notify> reports =
          Optional.ofNullable(all.get("NOTIFY")).map(RecipientParameters::notify).orElse(Set.of());
      return Optional.of(new RecipientParameters(reports, parsed));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Set<Notify> notify(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(word -> Keywords.of(Notify.class, word))
        .collect(Collectors.toSet());
  }

  static boolean knows(String keyword) {
    return keyword.equals("NOTIFY") || keyword.equals("ORCPT");
  }

  /** As much of it as a server takes, each word with a space before it. */
  public String format(Capabilities server) {
    if (!server.has(Capabilities.DSN)) {
      return "";
    }
    var text = new StringBuilder();
    if (!reports.isEmpty()) {
      var words = reports.stream().map(Notify::name).collect(Collectors.joining(","));
      text.append(" NOTIFY=").append(words);
    }
    original.ifPresent(value -> text.append(" ORCPT=").append(value));
    return text.toString();
  }
}

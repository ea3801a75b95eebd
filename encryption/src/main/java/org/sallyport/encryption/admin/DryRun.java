package org.sallyport.encryption.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.encryption.mailrule.RuleSet;
import org.sallyport.encryption.protection.Plan;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.wire.smtp.MailAddress;

/**
 * What the mail rules would do with a message. Nothing is sent or kept; keys are looked for as for
 * mail.
 */
final class DryRun {
  /** The longest message, in octets. */
  static final int LONGEST = 4 * 1024 * 1024;

  /** The most recipients. */
  static final int MOST = 50;

  private final Domain domain;
  private final Set<String> managed;

  /**
   * One for a server.
   *
   * @param managed the domains whose mail is inbound where nothing else is said
   */
  DryRun(Domain domain, List<String> managed) {
    this.domain = domain;
    this.managed = Set.copyOf(managed);
  }

  /**
   * What is tried.
   *
   * @param direction empty: by the domain of each recipient
   */
  record Wanted(
      RuleSet rules,
      Optional<MailAddress> from,
      List<MailAddress> to,
      Optional<Direction> direction,
      Octets message) {}

  /** What came of it. */
  sealed interface Outcome {
    /** That would be done. */
    record Planned(Plan plan) implements Outcome {}

    /** It is no message. */
    record NoMessage(String why) implements Outcome {}
  }

  /** Blocks on the search for keys. */
  Outcome of(Wanted wanted) {
    try {
      return switch (Message.scan(wanted.message())) {
        case Scan.Unreadable(var reason, long at) ->
            new Outcome.NoMessage(reason + ", at octet " + at);
        case Scan.Read(var message) ->
            new Outcome.Planned(
                domain
                    .protection()
                    .explain(
                        wanted.rules(),
                        message,
                        MailFacts.of(message, wanted.from()),
                        wanted.to(),
                        to -> wanted.direction().orElseGet(() -> direction(to))));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Direction direction(MailAddress to) {
    return managed.contains(to.domain().toLowerCase(Locale.ROOT))
        ? Direction.INBOUND
        : Direction.OUTBOUND;
  }
}

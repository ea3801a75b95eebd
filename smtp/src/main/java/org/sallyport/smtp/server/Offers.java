package org.sallyport.smtp.server;

import java.util.Optional;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** What is offered to a client: our own abilities, and of the hop's those that we can carry. */
final class Offers {
  private static final Reply NOT_OFFERED = Reply.of(555, "5.5.4", "parameter not offered");

  private Offers() {}

  static Capabilities of(
      ServerParameters server, Capabilities hop, Dialogue dialogue, boolean trusted) {
    var size = Long.toString(server.limits().size().bytes());
    var carried =
        Capabilities.of(
                Capabilities.EIGHT_BIT_MIME,
                Capabilities.SMTPUTF8,
                Capabilities.DSN,
                Capabilities.ENHANCEDSTATUSCODES,
                Capabilities.AUTH)
            .with(Capabilities.SIZE, size);
    // A hop that does not speak of sizes takes what we take.
    var offers = carried.both(hop.has(Capabilities.SIZE) ? hop : hop.with(Capabilities.SIZE, ""));
    offers = offers.with(Capabilities.PIPELINING, "").with(Capabilities.CHUNKING, "");
    if (server.mode().offersStartTls() && !dialogue.isTls()) {
      offers = offers.with(Capabilities.STARTTLS, "");
    }
    // Without TLS a password would be read by whoever is in between (RFC 4954 section 4).
    if ((server.mode() != ListenerTls.OFF && !dialogue.isTls()) || dialogue.isLoggedIn()) {
      offers = offers.without(java.util.Set.of(Capabilities.AUTH));
    }
    if (trusted) {
      offers =
          offers
              .with(Capabilities.XCLIENT, "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT")
              .with(Capabilities.XFORWARD, "NAME ADDR PORT PROTO HELO IDENT SOURCE");
    }
    return offers.without(server.withheld());
  }

  /** Why a command's parameters are refused: what was not offered may not be used. */
  static Optional<Reply> objection(Capabilities offers, Command command) {
    boolean fine =
        switch (command) {
          case Command.Mail(_, var parameters) -> offered(offers, parameters);
          case Command.Recipient(_, var parameters) ->
              parameters.equals(RecipientParameters.NONE) || offers.has(Capabilities.DSN);
          default -> true;
        };
    return fine ? Optional.empty() : Optional.of(NOT_OFFERED);
  }

  private static boolean offered(Capabilities offers, MailParameters asked) {
    return (asked.size().isEmpty() || offers.has(Capabilities.SIZE))
        && (asked.body().isEmpty() || offers.has(Capabilities.EIGHT_BIT_MIME))
        && (!asked.utf8() || offers.has(Capabilities.SMTPUTF8))
        && ((asked.returned().isEmpty() && asked.envelopeId().isEmpty())
            || offers.has(Capabilities.DSN))
        && (asked.author().isEmpty() || offers.has(Capabilities.AUTH));
  }
}

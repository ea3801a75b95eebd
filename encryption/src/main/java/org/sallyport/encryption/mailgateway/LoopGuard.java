package org.sallyport.encryption.mailgateway;

import java.util.Optional;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.report.AutomaticMail;
import org.sallyport.mime.structure.Header;
import org.sallyport.wire.smtp.Reply;

/**
 * Ends mail that goes in circles (RFC 5321 section 6.3). Everything but untouched inline mail gets
 * a field {@code X-Sallyport-Passed} with gateway and listener, which is counted when it comes
 * back.
 *
 * <p>Anybody can write such a field. It only ever ends a message that has it, so who forges one
 * harms their own message alone, and it needs no seal; nothing is skipped or trusted because of it.
 */
final class LoopGuard {
  /** Forwarding between people leads by a listener more than once; this is no way of theirs. */
  private static final int PASSES = 4;

  private static final int HOPS = 50;
  private static final Reply CIRCLE = Reply.of(554, "5.4.6", "the message goes in circles");

  private final String self;

  LoopGuard(String gateway, String listener) {
    this.self = gateway + "/" + listener;
  }

  /** The field for what goes on from here. */
  String mark() {
    return FieldText.field(AutomaticMail.PASSED, self);
  }

  /** The answer to a message that has been here too often; empty: it has not. */
  Optional<Reply> objection(Header header) {
    boolean circle =
        AutomaticMail.passes(header, self) >= PASSES || AutomaticMail.hops(header) > HOPS;
    return circle ? Optional.of(CIRCLE) : Optional.empty();
  }
}

package org.sallyport.encryption.protection;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a message.
 *
 * @param copies each with a form of its own; every recipient is in exactly one
 * @param explained one for each recipient, in the order of the envelope, copies of rules behind
 */
public record Plan(List<Copy> copies, List<Explained> explained) {
  /** Copies the lists. */
  public Plan {
    copies = List.copyOf(copies);
    explained = List.copyOf(explained);
  }

  /**
   * Why the message as a whole has to come again later: for one of its recipients it could not be
   * found out what to do. Nothing of it may be handed on then, or those who got it would get it
   * twice.
   */
  public Optional<Form.Bounced> temporary() {
    return copies.stream()
        .map(Copy::form)
        .filter(Form.Bounced.class::isInstance)
        .map(Form.Bounced.class::cast)
        .filter(Form.Bounced::isTemporary)
        .findFirst();
  }
}

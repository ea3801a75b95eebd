package org.sallyport.encryption.protection;

import java.util.List;
import org.sallyport.wire.smtp.MailAddress;

/**
 * One form of a message, and who gets it.
 *
 * @param to at least one; written as the envelope has them
 */
public record Copy(Form form, List<MailAddress> to) {
  /** Copies the list. */
  public Copy {
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("a copy is for somebody");
    }
  }
}

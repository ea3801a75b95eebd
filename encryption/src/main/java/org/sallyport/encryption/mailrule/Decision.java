package org.sallyport.encryption.mailrule;

import java.util.List;
import org.sallyport.wire.smtp.MailAddress;

/**
 * What the rules want for one recipient of a message.
 *
 * @param fields of all rules that held, in their order
 * @param copies of all rules that held
 */
public record Decision(
    Treatment treatment, List<AddedField> fields, List<MailAddress> copies, Why why) {
  /** Copies the lists. */
  public Decision {
    fields = List.copyOf(fields);
    copies = List.copyOf(copies);
  }
}

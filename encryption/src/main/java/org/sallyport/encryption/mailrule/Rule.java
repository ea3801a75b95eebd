package org.sallyport.encryption.mailrule;

import java.util.List;
import org.sallyport.wire.smtp.MailAddress;

/**
 * One rule of a chain.
 *
 * @param name one of its kind in the chain
 * @param enabled whether it is looked at
 * @param note for people; may be empty
 * @param when it holds
 * @param fields put on top of the message where it holds
 * @param copies who gets a copy of the message as it came, where it holds
 * @param action what happens then
 */
public record Rule(
    String name,
    boolean enabled,
    String note,
    Conditions when,
    List<AddedField> fields,
    List<MailAddress> copies,
    Action action) {
  /** The longest name, in characters. */
  public static final int LONGEST_NAME = 60;

  /** The longest note, in characters. */
  public static final int LONGEST_NOTE = 500;

  /** The most fields, and the most copies. */
  public static final int MOST = 10;

  /** Copies the lists. */
  public Rule {
    fields = List.copyOf(fields);
    copies = List.copyOf(copies);
  }

  /** One that is looked at, has no note, and does nothing beside its action. */
  public static Rule of(String name, Conditions when, Action action) {
    return new Rule(name, true, "", when, List.of(), List.of(), action);
  }
}

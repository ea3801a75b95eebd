package org.sallyport.encryption.protection;

import java.util.List;
import org.sallyport.encryption.mailrule.Why;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Why a recipient gets what they get, for traces and dry runs.
 *
 * @param to who
 * @param why which rule wanted it
 * @param form {@link Form#word}
 * @param keys those that it is encrypted to, opened with or signed by, and those whose signatures
 *     are looked for
 * @param sentence for people
 */
public record Explained(MailAddress to, Why why, String form, List<KeyUsed> keys, String sentence) {
  /** Copies the list. */
  public Explained {
    keys = List.copyOf(keys);
  }
}

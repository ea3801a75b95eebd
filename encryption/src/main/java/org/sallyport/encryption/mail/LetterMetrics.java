package org.sallyport.encryption.mail;

import java.util.Locale;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;

/** How many letters wait and how many of the last days failed, in Prometheus' text format. */
public final class LetterMetrics {
  private static final String NAME = "sallyport_encryption_letters";

  private LetterMetrics() {}

  /** Reads the store; empty while it cannot be read. */
  public static String of(Outbox outbox, Store store) {
    var text = new StringBuilder();
    text.append("# HELP ").append(NAME).append(" messages to people of the last seven days\n");
    text.append("# TYPE ").append(NAME).append(" gauge\n");
    try {
      for (var state : KeptLetter.State.values()) {
        long count = store.<Long>read(in -> outbox.count(in, state));
        var word = state.name().toLowerCase(Locale.ROOT);
        text.append(NAME)
            .append("{state=\"")
            .append(word)
            .append("\"} ")
            .append(count)
            .append('\n');
      }
      return text.toString();
    } catch (StoreException _) {
      return "";
    }
  }
}

package org.sallyport.encryption.syslog;

import java.util.List;
import org.sallyport.store.Transaction;

/** Where messages of one stream are read from, in order. */
interface Source {
  /** The stream, as its cursor is kept. */
  SyslogSettings.Stream stream();

  /** Where it ends now. */
  long end(Transaction in);

  /**
   * What follows a position.
   *
   * @param gaps says whether a number that is missing is waited for; all that are in sight are
   *     shown to it
   */
  Some after(Transaction in, long position, Gaps gaps);

  /**
   * Some messages.
   *
   * @param position of the last of them; that which was asked about where there is none
   * @param more whether it is worth asking again at once
   */
  record Some(List<SyslogMessage> messages, long position, boolean more) {
    public Some {
      messages = List.copyOf(messages);
    }
  }
}

package org.sallyport.encryption.syslog;

import java.util.ArrayList;
import org.sallyport.encryption.log.ArrivedBatch;
import org.sallyport.encryption.log.ClientLogs;
import org.sallyport.store.Transaction;

/** Lines of clients; a position is the sequence of a batch. */
record LogSource(ClientLogs logs, Messages messages) implements Source {
  private static final int BATCHES = 50;

  @Override
  public SyslogSettings.Stream stream() {
    return SyslogSettings.Stream.CLIENT_LOGS;
  }

  @Override
  public long end(Transaction in) {
    return logs.lastSequence(in);
  }

  @Override
  public Some after(Transaction in, long position, Gaps gaps) {
    var batches = logs.arrivedAfter(in, position, BATCHES);
    var found = new ArrayList<SyslogMessage>();
    long at = position;
    long before = position;
    boolean whole = true;
    for (ArrivedBatch batch : batches) {
      boolean over = gaps.isOver(before, batch.sequence());
      whole = whole && over;
      before = batch.sequence();
      if (whole) {
        batch.lines().forEach(line -> found.add(messages.of(line)));
        at = before;
      }
    }
    return new Some(found, at, whole && batches.size() == BATCHES);
  }
}

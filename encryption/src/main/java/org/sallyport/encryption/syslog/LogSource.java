package org.sallyport.encryption.syslog;

import java.time.Instant;
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
  public Some after(Transaction in, long position, Instant settled) {
    var batches = logs.arrivedAfter(in, position, BATCHES);
    var found = new ArrayList<SyslogMessage>();
    long at = position;
    for (ArrivedBatch batch : batches) {
      if (batch.sequence() != at + 1 && batch.received().isAfter(settled)) {
        return new Some(found, at, false);
      }
      batch.lines().forEach(line -> found.add(messages.of(line)));
      at = batch.sequence();
    }
    return new Some(found, at, batches.size() == BATCHES);
  }
}

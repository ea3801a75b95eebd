package org.sallyport.encryption.syslog;

import java.time.Instant;
import java.util.ArrayList;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.store.Transaction;

/** Entries of the audit trail; a position is the sequence of an entry. */
record AuditSource(AuditTrail trail, Messages messages) implements Source {
  private static final int ENTRIES = 500;

  @Override
  public SyslogSettings.Stream stream() {
    return SyslogSettings.Stream.AUDIT;
  }

  @Override
  public long end(Transaction in) {
    return trail.lastSequence(in);
  }

  @Override
  public Some after(Transaction in, long position, Instant settled) {
    var entries = trail.following(in, position, ENTRIES);
    var found = new ArrayList<SyslogMessage>();
    long at = position;
    for (var entry : entries) {
      if (entry.sequence() != at + 1 && entry.at().isAfter(settled)) {
        return new Some(found, at, false);
      }
      found.add(messages.of(entry));
      at = entry.sequence();
    }
    return new Some(found, at, entries.size() == ENTRIES);
  }
}

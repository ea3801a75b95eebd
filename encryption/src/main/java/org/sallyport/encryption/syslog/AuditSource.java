package org.sallyport.encryption.syslog;

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
  public Some after(Transaction in, long position, Gaps gaps) {
    var entries = trail.following(in, position, ENTRIES);
    var found = new ArrayList<SyslogMessage>();
    long at = position;
    long before = position;
    boolean whole = true;
    for (var entry : entries) {
      boolean over = gaps.isOver(before, entry.sequence());
      whole = whole && over;
      before = entry.sequence();
      if (whole) {
        found.add(messages.of(entry));
        at = before;
      }
    }
    return new Some(found, at, whole && entries.size() == ENTRIES);
  }
}

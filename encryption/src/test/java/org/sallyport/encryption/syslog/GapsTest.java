package org.sallyport.encryption.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;

class GapsTest {
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong(5 * SECOND);
  private final Gaps gaps = new Gaps(now::get);

  @Test
  void what_is_missing_is_waited_for_by_the_own_clock() {
    assertThat(gaps.isOver(7, 8)).isTrue();
    assertThat(gaps.isOver(7, 9)).isFalse();
    now.addAndGet(14 * SECOND);
    assertThat(gaps.isOver(7, 9)).isFalse();
    now.addAndGet(2 * SECOND);
    assertThat(gaps.isOver(7, 9)).isTrue();
  }

  /** A node whose clock is behind has taken a number and not committed yet. */
  @Test
  void an_entry_that_another_node_commits_late_is_sent_whatever_its_clock_says() {
    try (var test = TestDomain.open(folder)) {
      var audit = test.domain.audit();
      long start = test.store.<Long>read(audit::lastSequence);
      entry(test, start + 2);
      var source = new AuditSource(audit, new Messages("host", SyslogSettings.Facility.LOCAL0));
      var first = test.store.read(in -> source.after(in, start, gaps));
      assertThat(first.messages()).isEmpty();

      entry(test, start + 1);
      var second = test.store.read(in -> source.after(in, start, gaps));
      assertThat(second.messages()).hasSize(2);
      assertThat(second.position()).isEqualTo(start + 2);
    }
  }

  /** Dated long ago. */
  private static void entry(TestDomain test, long sequence) {
    test.store.write(
        in ->
            in.run(
                "INSERT INTO audit_trail (sequence, at, actor, action, subject, detail)"
                    + " VALUES (?,1,'a','b','c','')",
                sequence));
  }

  @Test
  void gaps_that_are_seen_together_are_waited_for_together() {
    try (var test = TestDomain.open(folder)) {
      var audit = test.domain.audit();
      long start = test.store.<Long>read(audit::lastSequence);
      for (int i = 2; i <= 20; i += 2) {
        entry(test, start + i);
      }
      var source = new AuditSource(audit, new Messages("host", SyslogSettings.Facility.LOCAL0));
      assertThat(test.store.read(in -> source.after(in, start, gaps)).messages()).isEmpty();
      now.addAndGet(16 * SECOND);
      assertThat(test.store.read(in -> source.after(in, start, gaps)).messages()).hasSize(10);
    }
  }
}

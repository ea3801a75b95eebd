package org.sallyport.director.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;

class AllocationTest {
  private static final int ROUNDS = 50_000;

  private final ClientAddress client = ClientAddress.of(InetAddress.ofLiteral("2001:db8::1"));
  private final RequestHead head = new RequestHead(HeadLimits.DEFAULT);
  private long now;
  private final byte[] buffer =
      "GET /public/page?x=1 HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void a_question_allocates_nothing() {
    var filter =
        Rules.filter(
            Rules.deny("net").from("2001:db9::/32", "192.0.2.0/24"),
            Rules.deny("methods").methods("TRACE", "PUT"),
            Rules.deny("paths").paths("/admin/*", "/secret"),
            Rules.deny("header").header("X-Debug"),
            Rules.deny("large").largerThan(1000),
            Rules.deny("fast").perSecondOver(1_000_000),
            Rules.allow("public").paths("/public/*"));
    var _ = head.scan(buffer, 0, buffer.length);
    assertThat(ask(filter)).isEqualTo(ROUNDS);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int allowed = ask(filter);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allowed).isEqualTo(ROUNDS);
    assertThat(allocated).as("bytes for all rounds").isLessThan(ROUNDS / 10);
  }

  private int ask(Filter filter) {
    int allowed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      now += 1_000_000;
      allowed += filter.onRequest(client, head, buffer, now) instanceof Verdict.Allowed ? 1 : 0;
    }
    return allowed;
  }
}

package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.http1.HeadText.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int ROUNDS = 2_000;

  private final byte[] request =
      wire("POST /a?b HTTP/1.1\nHost: a\nCookie: x=1; y=2\nTransfer-Encoding: chunked\n\n");
  private final byte[] response = wire("HTTP/1.1 200 OK\nContent-Length: 3\nServer: nginx\n\n");
  private final byte[] chunks = wire("3;x=y\nabc\n0\nX-Trailer: 1\n\n");
  private final byte[] cookie = "cookie".getBytes(US_ASCII);
  private final byte[] name = "y".getBytes(US_ASCII);
  private final RequestHead requestHead = new RequestHead(HeadLimits.DEFAULT);
  private final ResponseHead responseHead = new ResponseHead(HeadLimits.DEFAULT);
  private final ChunkedScanner body = new ChunkedScanner(100);

  @Test
  void scanning_messages_allocates_nothing() {
    exchange(ROUNDS); // links and initialises
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int found = exchange(ROUNDS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(found).isEqualTo(ROUNDS);
    assertThat(allocated).isLessThan(ROUNDS);
  }

  private int exchange(int rounds) {
    int found = 0;
    for (int i = 0; i < rounds; i++) {
      requestHead.scan(request, 0, request.length);
      int field = requestHead.find(cookie, 0);
      long value =
          CookieFinder.find(
              request, requestHead.valueOffset(field), requestHead.valueLength(field), name);
      body.reset();
      ChunkedScannerTest.feed(body, chunks, 0, 100);
      var answer = responseHead.inAnswerTo(requestHead.method()).scan(response, 0, response.length);
      boolean complete = answer == ScanResult.COMPLETE && body.done() && responseHead.keepAlive();
      found += complete && CookieFinder.length(value) == 1 ? 1 : 0;
    }
    return found;
  }
}

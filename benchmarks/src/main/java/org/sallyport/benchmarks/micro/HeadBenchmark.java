package org.sallyport.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sallyport.wire.http1.CookieFinder;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ResponseHead;
import org.sallyport.wire.http1.ScanResult;

/** The scan of a browser's request head, of its cookie, and of a response head. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadBenchmark {
  private static final byte[] COOKIE = ascii("ovidCookie");
  private static final byte[] COOKIE_FIELD = ascii("cookie");
  private static final byte[] REQUEST =
      ascii(
          """
          GET /portal/messages?folder=inbox&page=2 HTTP/1.1
          Host: portal.example.com
          User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
          Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
          Accept-Language: en-GB,en;q=0.7,de;q=0.3
          Accept-Encoding: gzip, deflate, br, zstd
          Referer: https://portal.example.com/portal/
          Connection: keep-alive
          Cookie: theme=dark; ovidCookie=a-5f0d9a3c7be84c1f9e6a2b4d8c0e7f13; lang=en
          Upgrade-Insecure-Requests: 1

          """);
  private static final byte[] RESPONSE =
      ascii(
          """
          HTTP/1.1 200 OK
          Date: Sun, 22 Nov 2026 09:00:00 GMT
          Content-Type: text/html; charset=utf-8
          Content-Length: 1024
          Connection: keep-alive
          Cache-Control: no-store
          X-Content-Type-Options: nosniff

          """);

  private final RequestHead request = new RequestHead(HeadLimits.DEFAULT);
  private final ResponseHead response = new ResponseHead(HeadLimits.DEFAULT);

  /** The head alone. */
  @Benchmark
  public ScanResult requestHead() {
    return request.scan(REQUEST, 0, REQUEST.length);
  }

  /** The head and the cookie that persistence goes by. */
  @Benchmark
  public long requestHeadAndCookie() {
    request.scan(REQUEST, 0, REQUEST.length);
    var field = request.find(COOKIE_FIELD, 0);
    return CookieFinder.find(
        REQUEST, request.valueOffset(field), request.valueLength(field), COOKIE);
  }

  /** A member's answer. */
  @Benchmark
  public ScanResult responseHead() {
    return response.scan(RESPONSE, 0, RESPONSE.length);
  }

  private static byte[] ascii(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}

package org.sallyport.wire.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.wire.http1.HeadText.raw;
import static org.sallyport.wire.http1.HeadText.refusal;
import static org.sallyport.wire.http1.HeadText.response;
import static org.sallyport.wire.http1.HeadText.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {
  /** RFC 9110 section 3.9. */
  private static final String EXAMPLE =
      """
      HTTP/1.1 200 OK
      Date: Mon, 27 Jul 2009 12:28:53 GMT
      Server: Apache
      Last-Modified: Wed, 22 Jul 2009 19:15:56 GMT
      ETag: "34aa387-d-1568eb00"
      Accept-Ranges: bytes
      Content-Length: 51
      Vary: Accept-Encoding
      Content-Type: text/plain

      """;

  @Test
  void the_example_of_the_standard_is_read() {
    var head = response(Method.GET, EXAMPLE + "Hello World!");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.minorVersion()).isEqualTo(1);
    assertThat(head.framing()).isEqualTo(Framing.LENGTH);
    assertThat(head.contentLength()).isEqualTo(51);
    assertThat(head.keepAlive()).isTrue();
    assertThat(head.headerCount()).isEqualTo(8);
    assertThat(head.value(head.find(raw("etag"), 0))).isEqualTo("\"34aa387-d-1568eb00\"");
    assertThat(head.headLength()).isEqualTo(wire(EXAMPLE).length);
    assertThat(head.status()).isZero();
  }

  @Test
  void a_head_may_arrive_in_any_pieces() {
    var head = new ResponseHead(HeadLimits.DEFAULT);
    HeadText.scanEverySplit(head, wire(EXAMPLE));
    HeadText.scanEverySplit(head, wire("HTTP/1.0 404\n\n"));
    HeadText.scanEverySplit(
        head, wire("HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 1\n\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|200|Content-Length: 5|LENGTH",
        "GET|200|Transfer-Encoding: chunked|CHUNKED",
        "GET|200|X: 1|UNTIL_CLOSE",
        "HEAD|200|Content-Length: 5|NONE",
        "HEAD|200|Transfer-Encoding: chunked|NONE",
        "HEAD|200|X: 1|NONE",
        "GET|304|Content-Length: 5|NONE",
        "GET|204|X: 1|NONE",
        "GET|204|Content-Length: 0|NONE",
        "POST|100|X: 1|NONE",
        "GET|101|Upgrade: websocket|NONE",
        "GET|205|Content-Length: 0|LENGTH"
      })
  void the_body_is_framed_by_method_status_and_fields(
      Method method, int status, String field, Framing framing) {
    var head = response(method, "HTTP/1.1 " + status + " x\n" + field + "\n\n");
    assertThat(head.statusCode()).isEqualTo(status);
    assertThat(head.framing()).isEqualTo(framing);
    assertThat(head.keepAlive()).isEqualTo(framing != Framing.UNTIL_CLOSE);
  }

  @Test
  void interim_responses_and_switches_are_told_apart() {
    assertThat(response(Method.GET, "HTTP/1.1 100 Continue\n\n").informational()).isTrue();
    assertThat(response(Method.GET, "HTTP/1.1 103 Early Hints\n\n").informational()).isTrue();
    var switched = response(Method.GET, "HTTP/1.1 101 Switching Protocols\n\n");
    assertThat(switched.informational()).isFalse();
    assertThat(switched.upgrade()).isTrue();
    assertThat(response(Method.GET, "HTTP/1.1 200 OK\n\n").upgrade()).isFalse();
  }

  @Test
  void the_reason_phrase_may_be_empty_missing_or_beyond_ascii() {
    assertThat(response(Method.GET, "HTTP/1.1 200 \n\n").statusCode()).isEqualTo(200);
    assertThat(response(Method.GET, "HTTP/1.1 200\n\n").statusCode()).isEqualTo(200);
    assertThat(response(Method.GET, "HTTP/1.1 200 \u00e4 b\n\n").statusCode()).isEqualTo(200);
  }

  @Test
  void a_server_of_version_1_0_closes_unless_it_says_otherwise() {
    assertThat(response(Method.GET, "HTTP/1.0 200 OK\nContent-Length: 1\n\n").keepAlive())
        .isFalse();
    assertThat(
            response(Method.GET, "HTTP/1.0 200 OK\nContent-Length: 1\nConnection: keep-alive\n\n")
                .keepAlive())
        .isTrue();
    assertThat(
            response(Method.GET, "HTTP/1.1 200 OK\nContent-Length: 1\nConnection: close\n\n")
                .keepAlive())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2.0 200 OK\n",
        "http/1.1 200 OK\n",
        "HTTP/1.1  200 OK\n",
        "HTTP/1.1 20 OK\n",
        "HTTP/1.1 2000 OK\n",
        "HTTP/1.1 099 OK\n",
        "HTTP/1.1 600 OK\n",
        "HTTP/1.1 200OK\n",
        "HTTP/1.1 200\tOK\n",
        "HTTP/1.1 200 O\0K\n",
        "HTTP/1.1 200 OK\rX\n",
        "ICY 200 OK\n",
        "\nHTTP/1.1 200 OK\n",
        "HTTP/1.1 200 OK\nContent-Length: 1\nTransfer-Encoding: chunked\n",
        "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 1\n",
        "HTTP/1.1 200 OK\nContent-Length: 1, 1\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n",
        "HTTP/1.0 200 OK\nTransfer-Encoding: chunked\n\n",
        "HTTP/1.1 204 No Content\nContent-Length: 1\n\n",
        "HTTP/1.1 100 Continue\nTransfer-Encoding: chunked\n\n",
        "HTTP/1.1 200 OK\nX : 1\n",
        "HTTP/1.1 200 OK\nX: 1\n 2\n"
      })
  void a_response_with_two_meanings_is_refused(String text) {
    var head = new ResponseHead(HeadLimits.DEFAULT);
    assertThat(refusal(head, wire(text))).isEqualTo(502);
    HeadText.scanEverySplit(head, wire(text));
  }

  @Test
  void fields_of_requests_mean_nothing_here() {
    var head = response(Method.GET, "HTTP/1.1 200 OK\nHost: a b\nHost: c\nExpect: x\n\n");
    assertThat(head.headerCount()).isEqualTo(3);
  }

  @Test
  void a_head_beyond_its_limit_is_refused() {
    var head = new ResponseHead(new HeadLimits(64, 2));
    assertThat(refusal(head, raw("HTTP/1.1 200 " + "a".repeat(60)))).isEqualTo(502);
  }
}

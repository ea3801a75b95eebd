package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.wire.http1.HeadText.raw;
import static org.sallyport.wire.http1.HeadText.refusal;
import static org.sallyport.wire.http1.HeadText.request;
import static org.sallyport.wire.http1.HeadText.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  /** RFC 9110 section 3.9 (the example of RFC 9112 section 2.1 without its list of languages). */
  private static final String EXAMPLE =
      """
      GET /hello.txt HTTP/1.1
      User-Agent: curl/7.64.1
      Host: www.example.com
      Accept-Language: en, mi

      """;

  @Test
  void the_example_of_the_standard_is_read() {
    var head = request(EXAMPLE);

    assertThat(head.method()).isEqualTo(Method.GET);
    assertThat(head.target()).isEqualTo("/hello.txt");
    assertThat(head.minorVersion()).isEqualTo(1);
    assertThat(head.framing()).isEqualTo(Framing.NONE);
    assertThat(head.contentLength()).isEqualTo(-1);
    assertThat(head.keepAlive()).isTrue();
    assertThat(head.expectContinue()).isFalse();
    assertThat(head.upgrade()).isFalse();
    assertThat(head.headerCount()).isEqualTo(3);
    assertThat(head.name(0)).isEqualTo("User-Agent");
    assertThat(head.value(0)).isEqualTo("curl/7.64.1");
    assertThat(head.value(head.hostIndex())).isEqualTo("www.example.com");
    assertThat(head.value(2)).isEqualTo("en, mi");
    assertThat(head.headLength()).isEqualTo(wire(EXAMPLE).length);
  }

  @Test
  void what_follows_the_head_is_not_read() {
    var head = request(EXAMPLE + "\0\n\n body");
    assertThat(head.headLength()).isEqualTo(wire(EXAMPLE).length);
  }

  @Test
  void a_head_is_read_where_it_lies_in_a_larger_array() {
    var bytes = wire("xx" + EXAMPLE + "xx");
    var head = new RequestHead(HeadLimits.DEFAULT);
    assertThat(head.scan(bytes, 2, bytes.length - 4)).isEqualTo(ScanResult.COMPLETE);
    assertThat(head.methodOffset()).isEqualTo(2);
    assertThat(head.headLength()).isEqualTo(bytes.length - 4);
    assertThat(head.target()).isEqualTo("/hello.txt");
  }

  @Test
  void a_head_may_arrive_in_any_pieces() {
    var head = new RequestHead(HeadLimits.DEFAULT);
    HeadText.scanEverySplit(head, wire(EXAMPLE));
    HeadText.scanEverySplit(
        head, wire("\nPOST http://a:80/?q HTTP/1.1\nHost: A:80\nTransfer-Encoding: Chunked\n\n"));
  }

  @Test
  void a_head_in_single_bytes_is_scanned_at_the_ends_of_lines_only() {
    var bytes = wire(EXAMPLE);
    var head = new RequestHead(HeadLimits.DEFAULT);
    for (int n = 1; n < bytes.length; n++) {
      assertThat(head.scan(bytes, 0, n, n - 1)).isEqualTo(ScanResult.NEED_MORE);
    }
    assertThat(head.scan(bytes, 0, bytes.length, bytes.length - 1)).isEqualTo(ScanResult.COMPLETE);
    assertThat(head.headerCount()).isEqualTo(3);
  }

  @Test
  void an_endless_line_in_single_bytes_meets_its_limit() {
    var head = new RequestHead(new HeadLimits(64, 5));
    var bytes = raw("GET / HTTP/1.1\r\nA: " + "a".repeat(80));
    assertThat(head.scan(bytes, 0, 63, 62)).isEqualTo(ScanResult.NEED_MORE);
    assertThat(head.scan(bytes, 0, 64, 63)).isEqualTo(ScanResult.MALFORMED);
    assertThat(head.status()).isEqualTo(431);
  }

  @Test
  void the_lines_of_fields_can_be_cut_out() {
    var bytes = wire("GET / HTTP/1.1\nHost: a\nX-A:  1 \t\nX-B:\n\n");
    var head = new RequestHead(HeadLimits.DEFAULT);
    head.scan(bytes, 0, bytes.length);

    assertThat(new String(bytes, head.lineOffset(1), head.lineLength(1), US_ASCII))
        .isEqualTo("X-A:  1 \t\r\n");
    assertThat(head.value(1)).isEqualTo("1");
    assertThat(new String(bytes, head.lineOffset(2), head.lineLength(2), US_ASCII))
        .isEqualTo("X-B:\r\n");
    assertThat(head.valueLength(2)).isZero();
    assertThat(head.lineOffset(2) + head.lineLength(2) + 2).isEqualTo(head.headLength());
  }

  @Test
  void fields_are_found_in_any_case_one_after_the_other() {
    var head = request("GET / HTTP/1.1\nHost: a\ncookie: x=1\nCOOKIE: y=2\n\n");
    var cookie = raw("cookie");
    assertThat(head.find(cookie, 0)).isEqualTo(1);
    assertThat(head.find(cookie, 2)).isEqualTo(2);
    assertThat(head.find(cookie, 3)).isEqualTo(-1);
    assertThat(head.find(raw("absent"), 0)).isEqualTo(-1);
    assertThat(head.valueIs(0, raw("a"))).isTrue();
    assertThat(head.valueIs(0, raw("b"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,true,true",
    "HEAD,true,true",
    "POST,false,false",
    "PUT,false,true",
    "DELETE,false,true",
    "OPTIONS,true,true",
    "TRACE,true,true",
    "PATCH,false,false"
  })
  void methods_are_known_by_name(String name, boolean safe, boolean idempotent) {
    var head = request(name + " / HTTP/1.1\nHost: a\n\n");
    assertThat(head.method()).isEqualTo(Method.valueOf(name));
    assertThat(head.methodName()).isEqualTo(name);
    assertThat(head.method().isSafe()).isEqualTo(safe);
    assertThat(head.method().isIdempotent()).isEqualTo(idempotent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "GEX", "PROPFIND", "P", "PUR", "POSS", "M-SEARCH", "OPTIONX"})
  void any_other_token_is_a_method_that_promises_nothing(String name) {
    var head = request(name + " / HTTP/1.1\nHost: a\n\n");
    assertThat(head.method()).isEqualTo(Method.OTHER);
    assertThat(head.methodName()).isEqualTo(name);
    assertThat(head.method().isIdempotent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|''|true",
        "1|Connection: close|false",
        "1|connection: Foo ,, CLOSE|false",
        "1|Connection: keep-alive|true",
        "0|''|false",
        "0|Connection: Keep-Alive|true",
        "0|Connection: keep-alive, close|false"
      })
  void a_connection_persists_as_version_and_options_say(int minor, String field, boolean keep) {
    var line = field.isEmpty() ? "" : field + "\n";
    var head = request("GET / HTTP/1." + minor + "\nHost: a\n" + line + "\n");
    assertThat(head.minorVersion()).isEqualTo(minor);
    assertThat(head.keepAlive()).isEqualTo(keep);
  }

  @Test
  void bodies_are_framed_by_length_or_chunks() {
    var length = request("POST / HTTP/1.1\nHost: a\ncontent-LENGTH:\t123456789012345678\n\n");
    assertThat(length.framing()).isEqualTo(Framing.LENGTH);
    assertThat(length.contentLength()).isEqualTo(123_456_789_012_345_678L);

    var empty = request("POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
    assertThat(empty.framing()).isEqualTo(Framing.LENGTH);
    assertThat(empty.contentLength()).isZero();

    var chunked = request("POST / HTTP/1.1\nHost: a\ntransfer-encoding: CHUNKED\n\n");
    assertThat(chunked.framing()).isEqualTo(Framing.CHUNKED);
  }

  @Test
  void an_expectation_counts_from_version_1_1_on() {
    assertThat(request("PUT / HTTP/1.1\nHost: a\nExpect: 100-Continue\n\n").expectContinue())
        .isTrue();
    assertThat(request("PUT / HTTP/1.0\nHost: a\nExpect: 100-continue\n\n").expectContinue())
        .isFalse();
  }

  @Test
  void an_upgrade_needs_both_fields_and_may_have_a_body() {
    var head =
        request(
            """
            POST /chat HTTP/1.1
            Host: a
            Connection: keep-alive, Upgrade
            Upgrade: websocket
            Content-Length: 3

            """);
    assertThat(head.upgrade()).isTrue();
    assertThat(request("GET / HTTP/1.1\nHost: a\nUpgrade: websocket\n\n").upgrade()).isFalse();
    assertThat(request("GET / HTTP/1.1\nHost: a\nConnection: upgrade\n\n").upgrade()).isFalse();
    assertThat(request("GET / HTTP/1.0\nUpgrade: x\nConnection: upgrade\n\n").upgrade()).isFalse();
  }

  @Test
  void one_empty_line_before_the_request_is_passed_over() {
    var head = request("\n" + EXAMPLE);
    assertThat(head.methodOffset()).isEqualTo(2);
    assertThat(head.headLength()).isEqualTo(wire(EXAMPLE).length + 2);
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.example.org/pub/TheProject.html,www.example.org",
    "HTTPS://WWW.example.org:8443,www.example.ORG:8443",
    "http://[::1]:80/,[::1]:80",
    "http://a?x,a"
  })
  void an_absolute_target_is_accepted_for_the_same_host(String target, String host) {
    assertThat(request("GET " + target + " HTTP/1.1\nHost: " + host + "\n\n").target())
        .isEqualTo(target);
  }

  @Test
  void the_server_as_a_whole_can_be_asked_for_its_options() {
    assertThat(request("OPTIONS * HTTP/1.1\nHost: www.example.org\n\n").target()).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b-c_d~e:80", "a:", "10.0.0.1:65535", "[2001:db8::1]", "[::]:1"})
  void a_host_with_or_without_a_port_is_valid(String host) {
    assertThat(request("GET / HTTP/1.1\nHost: " + host + "\n\n").hostIndex()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {":80", "a:123456", "[]", "[a]", "[:]", "[::1]80", "a b", "a%00", "*"})
  void any_other_host_is_refused(String host) {
    assertThat(refusal("GET / HTTP/1.1\nHost: " + host + "\n\n")).isEqualTo(400);
  }

  @Test
  void version_1_0_needs_no_host() {
    assertThat(request("GET / HTTP/1.0\n\n").hostIndex()).isEqualTo(-1);
  }

  @Test
  void text_beyond_ascii_may_stand_in_values() {
    assertThat(request("GET / HTTP/1.1\nHost: a\nX: \u00e4\ta \u00ff\n\n").value(1))
        .isEqualTo("\u00e4\ta \u00ff");
  }

  @Test
  void a_control_character_is_found_at_every_place_of_a_value() {
    for (int i = 0; i < 40; i++) {
      for (char control : new char[] {0, 1, 0x1F, 0x7F, '\n'}) {
        var value = "\u00e4".repeat(i) + control + "\t~ aaaaaaaaaaaa";
        var bytes = raw("GET / HTTP/1.1\r\nX:" + value + "\r\n\r\n");
        var head = new RequestHead(HeadLimits.DEFAULT);
        assertThat(refusal(head, bytes)).isEqualTo(400);
        assertThat(head.errorOffset()).isEqualTo(18 + i);
      }
    }
  }

  @Test
  void limits_are_exact() {
    var head = new RequestHead(new HeadLimits(64, 2));
    var fits = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(32) + "\r\n\r\n");
    assertThat(fits).hasSize(64);
    assertThat(head.scan(fits, 0, 64)).isEqualTo(ScanResult.COMPLETE);
    var larger = raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(33) + "\r\n\r\n");
    assertThat(refusal(head, larger)).isEqualTo(431);
    assertThat(refusal(head, raw("GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY:\r\n\r\n"))).isEqualTo(431);
    assertThat(head.errorReason()).contains("fields");
  }

  @Test
  void a_request_line_of_8000_bytes_is_the_longest() {
    var around = "GET / HTTP/1.1\r\n".length();
    var head = new RequestHead(HeadLimits.DEFAULT);
    var longest = "GET /" + "a".repeat(8000 - around) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(head.scan(raw(longest), 0, longest.length())).isEqualTo(ScanResult.COMPLETE);
    assertThat(refusal(head, raw(longest.replace("GET /", "GET /a")))).isEqualTo(414);
  }

  @Test
  void a_hopeless_prefix_is_refused_before_the_head_ends() {
    assertThat(refusal("\0")).isEqualTo(400);
    assertThat(refusal("GET /x HTTP/x")).isEqualTo(400);
    assertThat(refusal("GET /x HTTP/2.0")).isEqualTo(505);
    assertThat(refusal("GET / HTTP/1.1\nHost: a\nContent-Length: x\n")).isEqualTo(400);
  }

  @Test
  void the_range_must_lie_in_the_array() {
    var head = new RequestHead(HeadLimits.DEFAULT);
    assertThatThrownBy(() -> head.scan(new byte[3], 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}

package org.sallyport.director.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.director.settings.FilterRule.Action;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ScanResult;

class FilterTest {
  private static final ClientAddress CLIENT = client("192.0.2.7");
  private static final String ALLOWED = "allowed";

  private static ClientAddress client(String address) {
    return ClientAddress.of(InetAddress.ofLiteral(address));
  }

  private static Verdict ask(Filter filter, ClientAddress client, String head) {
    // The head does not begin at the array's beginning, as in a connection's buffer.
    var buffer = ("garbage" + head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    var scanned = new RequestHead(HeadLimits.DEFAULT);
    assertThat(scanned.scan(buffer, 7, buffer.length - 7)).isEqualTo(ScanResult.COMPLETE);
    return filter.onRequest(client, scanned, buffer, 0);
  }

  private static String decide(Filter filter, String requestLine, String... fields) {
    var head = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: example.com\r\n");
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    return name(ask(filter, CLIENT, head.toString()));
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed _ -> ALLOWED;
      case Verdict.Denied(var rule, _) -> rule;
      case Verdict.AllowedUpTo limit -> "up to " + limit.bytes();
    };
  }

  @Test
  void a_filter_without_rules_allows_everything() {
    assertThat(decide(Filter.NONE, "GET /")).isEqualTo(ALLOWED);
    assertThat(Filter.of(List.of(), DenialListener.NONE, Filter.NONE, 0)).isSameAs(Filter.NONE);
    assertThat(Filter.NONE.isEmpty()).isTrue();
  }

  @Test
  void what_no_rule_matches_is_allowed() {
    assertThat(decide(Rules.filter(Rules.deny("no").methods("TRACE")), "GET /")).isEqualTo(ALLOWED);
  }

  @Test
  void the_first_rule_that_matches_decides() {
    var filter =
        Rules.filter(
            Rules.allow("public").paths("/public/*"),
            Rules.deny("writes").methods("POST"),
            Rules.deny("rest"));
    assertThat(decide(filter, "POST /public/form")).isEqualTo(ALLOWED);
    assertThat(decide(filter, "POST /private")).isEqualTo("writes");
    assertThat(decide(filter, "GET /private")).isEqualTo("rest");
  }

  @Test
  void all_conditions_of_a_rule_must_hold() {
    var filter =
        Rules.filter(
            Rules.deny("no").from("192.0.2.0/24").methods("POST").paths("/a").header("X-Debug"));
    assertThat(decide(filter, "POST /a", "X-Debug: 1")).isEqualTo("no");
    assertThat(decide(filter, "GET /a", "X-Debug: 1")).isEqualTo(ALLOWED);
    assertThat(decide(filter, "POST /b", "X-Debug: 1")).isEqualTo(ALLOWED);
    assertThat(decide(filter, "POST /a")).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "128.0.0.0/1, 255.255.255.255, true",
    "128.0.0.0/1, 127.255.255.255, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 192.0.2.7, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::/64, 2001:db8:0:1::, false",
    "2001:db8::8000:0:0:0/65, 2001:db8::ffff:0:0:1, true",
    "2001:db8::8000:0:0:0/65, 2001:db8::7fff:0:0:1, false",
    "2001:db8::1/128, 2001:db8::1, true",
    "2001:db8::1/128, 2001:db8::2, false",
  })
  void a_rule_knows_who_comes_from_its_networks(String prefix, String from, boolean matches) {
    var filter = Rules.filter(Rules.deny("no").from("203.0.113.1", prefix));
    assertThat(name(filter.onConnection(client(from), 0))).isEqualTo(matches ? "no" : ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, true",
    "HEAD, true",
    "POST, false",
    "get, false",
    "GE, false",
    "PROPFIND, true",
  })
  void methods_are_compared_in_full_and_with_their_case(String method, boolean matches) {
    var filter = Rules.filter(Rules.deny("no").methods("GET", "HEAD", "PROPFIND"));
    assertThat(decide(filter, method + " /")).isEqualTo(matches ? "no" : ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/*, /admin/, true",
    "/admin/*, /admin/users, true",
    "/admin/*, /admin, false",
    "/admin*, /administrator, true",
    "/admin, /admin, true",
    "/admin, /admin?x=/other, true",
    "/admin, /other?x=/admin, false",
    "/admin, /admin/, false",
    "/admin, /Admin, false",
    "/admin, /%61dmin, true",
    "/admin, /x/../admin, true",
    "/admin, /./admin, true",
    "/admin, //admin, true",
    "/admin, /admin;jsessionid=1, true",
    "/admin, http://example.com/admin, true",
    "/*, /, true",
    "/*, *, false",
    "/, /, true",
    "/, http://example.com, true",
  })
  void a_path_is_compared_in_its_one_spelling(String pattern, String target, boolean matches) {
    var method = target.equals("*") ? "OPTIONS " : "GET ";
    assertThat(decide(Rules.filter(Rules.deny("no").paths(pattern)), method + target))
        .isEqualTo(matches ? "no" : ALLOWED);
    var allowing = Rules.filter(Rules.allow("yes").paths(pattern), Rules.deny("rest"));
    assertThat(decide(allowing, method + target)).isEqualTo(matches ? ALLOWED : "rest");
  }

  @ParameterizedTest
  @CsvSource({"/public/%2e%2e%2fadmin", "/public%2fadmin", "/public/..%5cadmin", "/a%00b", "/a\\b"})
  void a_path_with_several_readings_is_denied_by_any_path_rule_and_allowed_by_none(String target) {
    assertThat(decide(Rules.filter(Rules.deny("no").paths("/elsewhere")), "GET " + target))
        .isEqualTo("no");
    assertThat(
            decide(
                Rules.filter(Rules.allow("yes").paths("/*"), Rules.deny("rest")), "GET " + target))
        .isEqualTo("rest");
  }

  @Test
  void headers_are_looked_for_by_name_without_case() {
    var filter = Rules.filter(Rules.deny("debug").header("X-Debug"));
    assertThat(decide(filter, "GET /", "x-dEBUG: 1")).isEqualTo("debug");
    assertThat(decide(filter, "GET /", "X-Debugger: 1")).isEqualTo(ALLOWED);
    var required = Rules.filter(Rules.deny("who").withoutHeader("Authorization"));
    assertThat(decide(required, "GET /")).isEqualTo("who");
    assertThat(decide(required, "GET /", "authorization: x")).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"0, allowed", "1000, allowed", "1001, large"})
  void a_body_of_known_length_is_judged_at_once(long length, String verdict) {
    var filter = Rules.filter(Rules.deny("large").largerThan(1000));
    assertThat(decide(filter, "POST /", "Content-Length: " + length)).isEqualTo(verdict);
  }

  @Test
  void a_request_without_a_body_is_not_large() {
    assertThat(decide(Rules.filter(Rules.deny("large").largerThan(0)), "GET /")).isEqualTo(ALLOWED);
  }

  @Test
  void rules_that_need_a_request_do_not_decide_about_connections() {
    var filter = Rules.filter(Rules.deny("posts").methods("POST"), Rules.deny("all"));
    assertThat(name(filter.onConnection(CLIENT, 0))).isEqualTo("all");
  }

  @Test
  void a_dry_run_counts_and_decides_nothing() {
    var filter = Rules.filter(Rules.deny("trial").dryRun(), Rules.allow("all"));
    assertThat(decide(filter, "GET /")).isEqualTo(ALLOWED);
    assertThat(filter.counts())
        .containsExactly(
            new RuleCount("trial", Action.DENY, true, 1),
            new RuleCount("all", Action.ALLOW, false, 1));
  }

  @Test
  void a_rate_counts_only_what_meets_the_other_conditions() {
    var filter = Rules.filter(Rules.deny("fast").paths("/login").perSecondOver(2));
    for (int i = 0; i < 10; i++) {
      assertThat(decide(filter, "GET /other")).isEqualTo(ALLOWED);
    }
    assertThat(decide(filter, "GET /login")).isEqualTo(ALLOWED);
    assertThat(decide(filter, "GET /login")).isEqualTo(ALLOWED);
    assertThat(decide(filter, "GET /login")).isEqualTo("fast");
  }

  @Test
  void a_listener_hears_of_denials_once_a_second_with_their_number() {
    var heard = new ArrayList<String>();
    var filter =
        Rules.filter(
            (rule, dryRun, client, count) ->
                heard.add(rule + " " + dryRun + " " + client.getHostAddress() + " " + count),
            Rules.deny("no"));
    long second = 1_000_000_000L;
    for (int i = 0; i < 5; i++) {
      filter.onConnection(CLIENT, i * second / 10);
    }
    assertThat(heard).containsExactly("no false 192.0.2.7 1");
    filter.onConnection(client("2001:db8::1"), second);
    assertThat(heard).hasSize(2).last().isEqualTo("no false 2001:db8:0:0:0:0:0:1 5");
  }

  @Test
  void a_reload_keeps_the_counts_of_rules_that_stay_as_they_are() {
    var before = Rules.filter(Rules.deny("old").methods("PUT"), Rules.deny("kept"));
    before.onConnection(CLIENT, 0);
    var after =
        Filter.of(
            List.of(Rules.deny("new").settings(), Rules.deny("kept").settings()),
            DenialListener.NONE,
            before,
            0);
    assertThat(after.counts()).extracting(RuleCount::matches).containsExactly(0L, 1L);
  }
}

package org.sallyport.director.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ScanResult;

/** Rules about sizes and chunked bodies, whose size is seen only as they come. */
class BodyLimitTest {
  private static final ClientAddress CLIENT = ClientAddress.of(InetAddress.ofLiteral("192.0.2.7"));
  private static final byte[] CHUNKED =
      "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static Verdict ask(Filter filter) {
    var head = new RequestHead(HeadLimits.DEFAULT);
    assertThat(head.scan(CHUNKED, 0, CHUNKED.length)).isEqualTo(ScanResult.COMPLETE);
    return filter.onRequest(CLIENT, head, CHUNKED, 0);
  }

  private static Verdict.AllowedUpTo limit(Verdict verdict, long bytes) {
    var limit = assertThat(verdict).asInstanceOf(type(Verdict.AllowedUpTo.class)).actual();
    assertThat(limit.bytes()).isEqualTo(bytes);
    return limit;
  }

  private static Verdict exceed(Filter filter, Verdict verdict, long bytes) {
    return filter.bodyExceeded(limit(verdict, bytes), CLIENT, 0);
  }

  @Test
  void a_chunked_body_passes_up_to_the_limit_and_is_denied_beyond() {
    var filter = Rules.filter(Rules.deny("large").largerThan(1000));
    assertThat(exceed(filter, ask(filter), 1000)).isEqualTo(new Verdict.Denied("large", true));
    assertThat(filter.counts().getFirst().matches()).isEqualTo(1);
  }

  @Test
  void the_smallest_limit_comes_first() {
    var filter =
        Rules.filter(Rules.deny("huge").largerThan(5000), Rules.deny("large").largerThan(1000));
    assertThat(exceed(filter, ask(filter), 1000)).isEqualTo(new Verdict.Denied("large", true));
  }

  @Test
  void a_dry_run_is_counted_when_it_is_reached_and_the_next_limit_goes_on() {
    var filter =
        Rules.filter(
            Rules.deny("trial").largerThan(100).dryRun(),
            Rules.deny("trial too").largerThan(100).dryRun(),
            Rules.deny("large").largerThan(1000));
    var next = exceed(filter, ask(filter), 100);
    assertThat(filter.counts()).extracting(RuleCount::matches).containsExactly(1L, 1L, 0L);
    assertThat(exceed(filter, next, 1000)).isEqualTo(new Verdict.Denied("large", true));
  }

  @Test
  void after_the_last_dry_run_everything_passes() {
    var filter = Rules.filter(Rules.deny("trial").largerThan(100).dryRun());
    assertThat(exceed(filter, ask(filter), 100)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void a_limit_before_a_rule_that_allows_still_holds() {
    var filter = Rules.filter(Rules.deny("large").largerThan(1000), Rules.allow("all"));
    assertThat(exceed(filter, ask(filter), 1000)).isEqualTo(new Verdict.Denied("large", true));
  }

  @Test
  void a_limit_after_a_rule_that_allows_does_not() {
    var filter = Rules.filter(Rules.allow("all"), Rules.deny("large").largerThan(1000));
    assertThat(ask(filter)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void a_rule_that_denies_anyway_denies_at_once() {
    var filter = Rules.filter(Rules.deny("large").largerThan(1000), Rules.deny("all"));
    assertThat(ask(filter)).isEqualTo(new Verdict.Denied("all", false));
  }

  @Test
  void a_body_that_an_earlier_rule_allows_for_its_size_is_not_denied_later() {
    var filter =
        Rules.filter(Rules.allow("bulk").largerThan(1000), Rules.deny("huge").largerThan(5000));
    assertThat(ask(filter)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void a_rate_on_large_bodies_counts_bodies_that_became_large() {
    var filter = Rules.filter(Rules.deny("fast").largerThan(1000).perSecondOver(1));
    var first = ask(filter);
    var second = ask(filter);
    assertThat(exceed(filter, first, 1000)).isEqualTo(Verdict.ALLOWED);
    assertThat(exceed(filter, second, 1000)).isEqualTo(new Verdict.Denied("fast", true));
  }
}

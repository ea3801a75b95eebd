package org.sallyport.authority.decision;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.push.Pushed;
import org.sallyport.authority.user.UserName;
import org.sallyport.web.route.Caller;
import org.slf4j.LoggerFactory;

class DecisionsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Caller client = new Caller("tenant-" + UUID.randomUUID(), "gateway1", "gateway");

  /** Loggers are shared with tests that run at the same time, tenants are not. */
  private final String line = "authentication tenant=" + client.tenant();

  private final UserName anna = new UserName("anna");
  private final Decisions decisions = new Decisions(() -> NOW);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger audit = (Logger) LoggerFactory.getLogger(Decisions.AUDIT);

  @BeforeEach
  void listen() {
    lines.start();
    audit.addAppender(lines);
  }

  @AfterEach
  void stop() {
    audit.detachAppender(lines);
  }

  private List<String> said() {
    return List.copyOf(lines.list).stream()
        .map(
            event ->
                event.getMessage()
                    + event.getKeyValuePairs().stream()
                        .map(pair -> " " + pair.key + "=" + pair.value)
                        .collect(Collectors.joining()))
        .filter(line -> line.contains(client.tenant()))
        .toList();
  }

  @Test
  void each_decision_is_one_line_of_the_audit_log() {
    decisions.judged(client, anna, new Verdict.Accepted("a_1", "c_1"), System.nanoTime());
    decisions.judged(
        client, anna, new Verdict.Refused("a_2", Refusal.WRONG_CODE), System.nanoTime());
    decisions.judged(client, anna, new Verdict.Unknown(), System.nanoTime());

    assertThat(said())
        .containsExactly(
            line
                + " client=gateway1 user=anna method=code"
                + " result=accepted reason=- credential=c_1",
            line
                + " client=gateway1 user=anna method=code"
                + " result=refused reason=wrong-code credential=-",
            line
                + " client=gateway1 user=anna method=code"
                + " result=unknown reason=- credential=-");
  }

  @Test
  void a_push_is_told_when_it_is_decided_with_the_user_it_was_sent_to() {
    decisions.pushed(client, anna, new Pushed.Pending("a_3", "42"));
    decisions.polled(client, new Pushed.Pending("a_3", "42"));
    assertThat(said()).isEmpty();

    decisions.polled(client, new Pushed.Accepted("a_3", "d_1"));
    assertThat(said())
        .containsExactly(
            line
                + " client=gateway1 user=anna method=push"
                + " result=accepted reason=- credential=d_1");
  }

  @Test
  void the_latest_of_a_user_are_remembered_newest_first() {
    decisions.judged(client, anna, new Verdict.Accepted("a_1", "c_1"), System.nanoTime());
    decisions.judged(client, anna, new Verdict.Refused("a_2", Refusal.LOCKED), System.nanoTime());

    assertThat(decisions.of(client.tenant(), "anna", 10))
        .extracting(Decision::reason)
        .containsExactly("locked", "");
    assertThat(decisions.of("other", "anna", 10)).isEmpty();
  }

  @Test
  void metrics_count_by_method_result_and_reason() {
    decisions.judged(client, anna, new Verdict.Accepted("a_1", "c_1"), System.nanoTime());
    decisions.judged(client, anna, new Verdict.Refused("a_2", Refusal.LOCKED), System.nanoTime());

    assertThat(decisions.metrics())
        .contains(
            "sallyport_authority_authentications_total"
                + "{method=\"code\",reason=\"locked\",result=\"refused\"} 1\n",
            "sallyport_authority_authentication_seconds_count 2\n",
            "sallyport_authority_waiting 0\n");
    assertThat(decisions.summary()).isEqualTo("1 logins accepted, 1 refused, 0 waiting");
  }
}

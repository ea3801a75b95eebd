package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.MutableClock;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Once;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Principal;
import org.sallyport.web.session.Session;
import org.sallyport.web.session.Sessions;

/** The gate of a listener that is reached over the network. */
class GateTest {
  private static final Route READ = Route.get("/", "read").handledBy(_ -> Reply.empty());
  private static final Route PAGE = Route.page("/", "page").handledBy(_ -> Reply.empty());
  private static final Route OPEN = Route.get("/", "open").open().handledBy(_ -> Reply.empty());

  private final Sessions sessions = new Sessions(InstantSource.system());
  private final SessionCookie cookie = new SessionCookie(443, true);
  private final Gate gate =
      new Gate(
          AccessToken.of(Secret.ofText(Example.TOKEN)),
          Optional.empty(),
          sessions,
          cookie,
          new Guesses(new MutableClock(Instant.EPOCH)),
          false);

  /** A request with these headers and nothing else. */
  private record Bare(Map<String, String> headers) implements Request {
    @Override
    public String path(String name) {
      throw new IllegalArgumentException(name);
    }

    @Override
    public Optional<String> query(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> form(String name) {
      return Optional.empty();
    }

    @Override
    public <T> T json(Class<T> type) {
      throw new IllegalArgumentException(type.getName());
    }

    @Override
    public <T> T json(Function<Members, T> reading) {
      throw new IllegalArgumentException("no body");
    }

    @Override
    public byte[] bytes() {
      return new byte[0];
    }

    @Override
    public Optional<Once> once() {
      return Optional.empty();
    }

    @Override
    public Caller caller() {
      return new Caller("", "test", "");
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public InetAddress remote() {
      return InetAddress.ofLiteral("192.0.2.1");
    }

    @Override
    public Optional<Session> session() {
      return Optional.empty();
    }

    @Override
    public String actor() {
      return "test";
    }
  }

  private Gate.Admission admit(Route route, Map<String, String> headers) {
    return gate.admit(route, new Bare(headers));
  }

  @Test
  void a_program_cannot_read_without_the_token() {
    assertThat(admit(READ, Map.of()))
        .isInstanceOfSatisfying(
            Gate.Admission.Out.class, out -> assertThat(out.problem().status()).isEqualTo(401));
    assertThat(admit(READ, Map.of("Authorization", "Bearer " + Example.TOKEN)))
        .isInstanceOf(Gate.Admission.In.class);
  }

  @Test
  void whoever_is_wrong_too_often_does_not_keep_the_administrator_out() {
    var wrong = Map.of("Authorization", "Bearer x" + Example.TOKEN);
    for (int i = 0; i < 2 * Guesses.AT_ONCE; i++) {
      int status = i < Guesses.AT_ONCE ? 401 : 429;
      assertThat(admit(READ, wrong))
          .isInstanceOfSatisfying(
              Gate.Admission.Out.class,
              out -> assertThat(out.problem().status()).isEqualTo(status));
    }
    assertThat(admit(READ, Map.of("Authorization", "Bearer " + Example.TOKEN)))
        .isInstanceOf(Gate.Admission.In.class);
  }

  @Test
  void a_person_is_led_to_sign_in_before_reading() {
    assertThat(admit(PAGE, Map.of())).isInstanceOf(Gate.Admission.SignInFirst.class);
  }

  @Test
  void a_session_reads_pages_and_what_they_load() {
    var header =
        Map.of("Cookie", "other=1; __Host-sallyport-443=" + sessions.open(Principal.TOKEN).id());
    assertThat(admit(PAGE, header)).isInstanceOf(Gate.Admission.In.class);
    assertThat(admit(READ, header)).isInstanceOf(Gate.Admission.In.class);
  }

  @Test
  void what_is_open_is_open() {
    assertThat(admit(OPEN, Map.of())).isInstanceOf(Gate.Admission.In.class);
  }
}

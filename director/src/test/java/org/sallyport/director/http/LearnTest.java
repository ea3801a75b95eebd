package org.sallyport.director.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;

/** What a member's answer says about the session, where its own cookie is learned. */
@ExtendWith(NoLeaks.class)
final class LearnTest {
  private static final String LEARN =
      HttpFailuresTest.TWO
          .replace("policy: ordered", "policy: round-robin")
          .replace("pool: p}}", "pool: p, persistence: {by: cookie, mode: learn, name: sid}}}");

  @TempDir Path folder;

  /** A member that gives each session a new cookie at log-in and ends it at log-out. */
  private static HttpOrigin member(String name, String... fieldsAtLogin) throws IOException {
    return HttpOrigin.start(
        (asked, to) -> {
          switch (asked.target()) {
            case "/login" -> to.respond(200, name, fieldsAtLogin);
            case "/logout" -> to.respond(200, name, "Set-Cookie: sid=; Path=/; Max-Age=0");
            default -> to.respond(200, name);
          }
        });
  }

  private static String ask(RawClient client, String path, String session) throws IOException {
    var answer = client.send(Text.get(path, "Cookie: sid=" + session)).readResponse();
    return answer.substring(answer.length() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "sid=new; Path=/, sid=; Path=/old; Max-Age=0",
    "sid=; Path=/old; Max-Age=0, sid=new; Path=/",
    "sid=old; Path=/, sid=; Path=/old; Max-Age=0"
  })
  void a_new_cookie_beside_the_end_of_an_old_one_is_learned(String first, String second)
      throws IOException {
    var fields = new String[] {"Set-Cookie: " + first, "Set-Cookie: " + second};
    try (var a = member("a", fields);
        var b = member("b", fields);
        var director = RunningDirector.start(folder, LEARN, a.address(), b.address());
        var client = director.connect("web")) {
      var mine = ask(client, "/login", "old");
      var session = first.contains("sid=old") ? "old" : "new";
      for (int i = 0; i < 4; i++) {
        assertThat(ask(client, "/", session)).isEqualTo(mine);
      }
    }
  }

  @Test
  void a_cookie_that_only_ends_is_forgotten() throws IOException {
    try (var a = member("a");
        var b = member("b");
        var director = RunningDirector.start(folder, LEARN, a.address(), b.address());
        var client = director.connect("web")) {
      ask(client, "/", "mine");
      assertThat(director.director().persistence().size()).isEqualTo(1);
      ask(client, "/logout", "mine");
      assertThat(director.director().persistence().size()).isZero();
    }
  }
}

package org.sallyport.client.session;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Link;
import org.sallyport.client.link.Question;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;

/**
 * Questions of an enrolled client. A signed one gets a token, which stands for it until it ends and
 * is good at every server; it is kept in the state, so that a command need not ask for one. A token
 * that is refused is replaced once. Any thread.
 */
public final class Calls {
  private static final String FILE = "session.json";
  private static final int UNAUTHORIZED = 401;
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Link link;
  private final SignedLink signed;
  private final StateFolder folder;
  private @Nullable Token token;

  /** The form in the state. */
  private record Token(String token, Instant expires) {
    Secret secret() {
      return Secret.ofText(token);
    }

    @Override
    public String toString() {
      return "Token[until " + expires + "]";
    }
  }

  /** Calls of the client that {@code signed} signs as. */
  public Calls(Link link, SignedLink signed, StateFolder folder) {
    this.link = link;
    this.signed = signed;
    this.folder = folder;
  }

  /**
   * Asks within a session.
   *
   * @throws IOException when the state cannot be read or written
   */
  public Answer ask(Question question) throws IOException, InterruptedException {
    var known = known();
    if (known.isPresent()) {
      var answer = with(known.get(), question);
      if (!isOver(answer)) {
        return answer;
      }
    }
    return switch (fresh()) {
      case Opened.Session(var fresh) -> with(fresh, question);
      case Opened.None(var answer) -> answer;
    };
  }

  private static boolean isOver(Answer answer) {
    return answer instanceof Answer.Refused(int status, _, _, _) && status == UNAUTHORIZED;
  }

  private Answer with(Token session, Question question) throws InterruptedException {
    var own = question.fields();
    return link.ask(
        question.with(
            () -> {
              Map<String, String> fields = new HashMap<>(own.next());
              fields.put("Authorization", "Bearer " + session.secret().revealText());
              return fields;
            }));
  }

  private synchronized Optional<Token> known() throws IOException {
    if (token == null) {
      token = folder.read(FILE).flatMap(kept -> Json.read(kept, Token.class)).orElse(null);
    }
    return Optional.ofNullable(token)
        .filter(kept -> kept.token() != null && kept.expires() != null)
        .filter(kept -> signed.now().plus(MARGIN).isBefore(kept.expires()));
  }

  private sealed interface Opened {
    record Session(Token token) implements Opened {}

    record None(Answer answer) implements Opened {}
  }

  private Opened fresh() throws IOException, InterruptedException {
    var answer = signed.ask(Question.of("POST", "/v1/sessions", Map.of()));
    if (!(answer instanceof Answer.Given(_, var body, _))) {
      return new Opened.None(answer);
    }
    var given = Json.read(body, Token.class).filter(one -> one.token() != null);
    if (given.isEmpty()) {
      return new Opened.None(
          new Answer.Refused(200, "answer", "the server's session has no token", Optional.empty()));
    }
    synchronized (this) {
      token = given.get();
    }
    folder.write(FILE, Json.bytes(given.get()));
    return new Opened.Session(given.get());
  }
}

package org.sallyport.client.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Link;
import org.sallyport.client.link.Question;

/**
 * Questions signed by the device key. A server takes a proof within some minutes of its own time;
 * where it says that this machine's clock is off, its {@code Date} is believed, and the question is
 * asked once more. Any thread.
 */
public final class SignedLink {
  private static final int UNAUTHORIZED = 401;

  private final Link link;
  private final DeviceKey key;
  private final String id;
  private final InstantSource clock;
  private volatile Duration skew = Duration.ZERO;

  /** Signs as {@code id}. */
  public SignedLink(Link link, DeviceKey key, String id, InstantSource clock) {
    this.link = link;
    this.key = key;
    this.id = id;
    this.clock = clock;
  }

  /** Asks with a proof. */
  public Answer ask(Question question) throws InterruptedException {
    var answer = askOnce(question);
    if (answer instanceof Answer.Refused(int status, var problem, _, Optional<Instant> date)
        && status == UNAUTHORIZED
        && problem.equals("clock")
        && date.isPresent()) {
      skew = Duration.between(clock.instant(), date.get());
      return askOnce(question);
    }
    return answer;
  }

  /** The time, as far as is known by the server's clock. */
  public Instant now() {
    return clock.instant().plus(skew).truncatedTo(ChronoUnit.SECONDS);
  }

  private Answer askOnce(Question question) throws InterruptedException {
    return link.ask(
        question.with(
            () -> {
              var nonce = UUID.randomUUID().toString();
              return Map.of("Authorization", key.proof(id, now(), nonce, question));
            }));
  }
}

package org.sallyport.gateway.factor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.gateway.factor.Answer.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes that wait for their person, many to a long poll. A push that comes while a lane is free is
 * polled for at once; the others join the first poll that returns. With every lane busy one of them
 * polls briefly, so that nobody waits for long to be asked about.
 *
 * <p>A push is refused as expired only after an answer of the authority at the end of its time that
 * did not decide it. One that could not be asked about is unavailable.
 */
final class PushPolls {
  /** What the authority takes in one request. */
  private static final int MOST = 2000;

  private static final int LANES = 8;
  private static final int LONGEST_ANSWER = 512 << 10;
  private static final Duration LONG_POLL = Duration.ofSeconds(10);
  private static final Duration SHORT_POLL = Duration.ofSeconds(1);

  /** Between two polls, at least; so late may a person be told that the time is over. */
  private static final Duration LEAST_POLL = Duration.ofMillis(250);

  /** How long after its time a push that nobody could ask about is given up. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PushPolls.class);

  private final AuthorityLink link;
  private final Queue<Item> waiting = new ArrayDeque<>();
  private int running;

  /** One login that waits, until its deadline as {@link System#nanoTime} counts. */
  private record Item(String id, long deadline, CompletableFuture<Answer> answer) {}

  private record Batch(List<Item> items, Duration patience) {
    LinkedHashSet<String> ids() {
      var ids = new LinkedHashSet<String>();
      items.forEach(item -> ids.add(item.id));
      return ids;
    }
  }

  PushPolls(AuthorityLink link) {
    this.link = link;
  }

  /** Blocks until the authority has decided, the time is over, or the link gives up. */
  Answer await(String id, Duration patience) {
    var item =
        new Item(id, System.nanoTime() + patience.toNanos(), new CompletableFuture<Answer>());
    if (enter(item)) {
      Thread.ofVirtual().name("authority-push-lane").start(this::run);
    }
    try {
      return item.answer.get(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return given(item, new Answer.Unavailable(Cause.FAULT, "nobody could ask in time"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return given(item, new Answer.Unavailable(Cause.UNREACHABLE, "interrupted"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("an item is never completed so", e);
    }
  }

  /** Ends the item, unless an answer came meanwhile. */
  private static Answer given(Item item, Answer instead) {
    item.answer.complete(instead);
    return item.answer.join();
  }

  /** Whether a lane has to be set going for it. */
  private synchronized boolean enter(Item item) {
    waiting.add(item);
    if (running == LANES) {
      return false;
    }
    running++;
    return true;
  }

  private void run() {
    boolean over = false;
    try {
      for (var batch = next(); !batch.items.isEmpty(); batch = next()) {
        try {
          poll(batch);
        } finally {
          giveBack(batch);
        }
      }
      over = true;
    } finally {
      if (!over) {
        end();
      }
    }
  }

  /** A lane less. */
  private synchronized void end() {
    running--;
  }

  /** What is polled for next; empty ends the lane. */
  private synchronized Batch next() {
    waiting.removeIf(item -> item.answer.isDone());
    var items = new ArrayList<Item>(Math.min(waiting.size(), MOST));
    while (!waiting.isEmpty() && items.size() < MOST) {
      items.add(waiting.remove());
    }
    if (items.isEmpty()) {
      end();
      return new Batch(items, Duration.ZERO);
    }
    if (!waiting.isEmpty()) {
      return new Batch(items, LEAST_POLL);
    }
    return new Batch(items, until(items, running == LANES ? SHORT_POLL : LONG_POLL));
  }

  /** Until the time of one of them is over, and neither very short nor longer than that. */
  private static Duration until(List<Item> items, Duration longest) {
    long now = System.nanoTime();
    long first = items.stream().mapToLong(item -> item.deadline - now).min().orElse(0);
    return Duration.ofNanos(Math.clamp(first, LEAST_POLL.toNanos(), longest.toNanos()));
  }

  /** Those that are not decided wait again, behind those that nobody has asked about. */
  private synchronized void giveBack(Batch batch) {
    batch.items.stream().filter(item -> !item.answer.isDone()).forEach(waiting::add);
  }

  private void poll(Batch batch) {
    long begun = System.nanoTime();
    try {
      deliver(batch, ask(batch));
      if (batch.items.stream().noneMatch(item -> item.answer.isDone())) {
        rest(begun);
      }
    } catch (RuntimeException e) {
      // Nobody waits in vain, whatever broke.
      LOG.atError().addKeyValue("pushes", batch.items.size()).setCause(e).log("push-poll-failed");
      fail(batch, new Answer.Unavailable(Cause.FAULT, "the poll broke"));
    }
  }

  /** An authority that is about to end answers at once, and must not be asked in a circle. */
  private static void rest(long begun) {
    LockSupport.parkNanos(LEAST_POLL.toNanos() - (System.nanoTime() - begun));
  }

  private Outcome ask(Batch batch) {
    var body = JsonText.object();
    var ids = body.putArray("ids");
    batch.ids().forEach(ids::add);
    var path = "/v1/challenges/await?wait=" + batch.patience.toMillis() + "ms";
    return link.call(
        Call.post(path, JsonText.bytes(body)).waiting(batch.patience).upTo(LONGEST_ANSWER));
  }

  private static void deliver(Batch batch, Outcome outcome) {
    switch (outcome) {
      case Outcome.Failed(var cause, var detail) ->
          fail(batch, new Answer.Unavailable(cause, detail));
      case Outcome.Answered(int status, byte[] body) -> {
        var awaited = AnswerReader.awaited(status, body);
        awaited.fault().ifPresentOrElse(why -> fail(batch, why), () -> decide(batch, awaited));
      }
    }
  }

  private static void decide(Batch batch, AnswerReader.Awaited awaited) {
    long now = System.nanoTime();
    for (var item : batch.items) {
      var answer = awaited.decided().get(item.id);
      if (answer != null) {
        item.answer.complete(answer);
      } else if (item.deadline - now <= 0) {
        item.answer.complete(new Answer.Refused("expired"));
      }
    }
  }

  private static void fail(Batch batch, Answer.Unavailable why) {
    batch.items.forEach(item -> item.answer.complete(why));
  }
}

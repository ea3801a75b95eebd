package org.sallyport.gateway.factor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Codes on their way to the authority. A code that finds a lane free is sent at once; those that
 * come while every lane is on its way wait for the first that returns and go together. So a single
 * login waits for nobody, and many share round trips and the authority's transactions.
 */
final class CheckBatches {
  private static final int MOST = 256;

  /** The authority takes bodies of at most 64 KiB. */
  private static final int MOST_OCTETS = 60_000;

  private static final Answer LATE =
      new Answer.Unavailable(Answer.Cause.UNREACHABLE, "the authority is behind with its answers");

  private static final Answer GIVEN_UP =
      new Answer.Unavailable(Answer.Cause.UNREACHABLE, "the authority does not answer");

  private final AuthorityLink link;
  private final int lanes;
  private final Duration longest;
  private final Queue<Item> waiting = new ArrayDeque<>();
  private int running;

  private record Item(String user, String code, String key, CompletableFuture<Answer> answer) {
    /** In JSON, at most: a character of a name takes up to six. */
    int octets() {
      return 6 * user.length() + code.length() + key.length() + 40;
    }
  }

  /**
   * No code on its way yet.
   *
   * @param longest how long a code may wait and be on its way
   */
  CheckBatches(AuthorityLink link, int lanes, Duration longest) {
    this.link = link;
    this.lanes = lanes;
    this.longest = longest;
  }

  /** Blocks until the authority has answered, the link gives up, or the time is over. */
  Answer check(String user, String code, String key) {
    var item = new Item(user, code, key, new CompletableFuture<>());
    if (enter(item)) {
      begin();
    }
    return item.answer().completeOnTimeout(LATE, longest.toNanos(), TimeUnit.NANOSECONDS).join();
  }

  /** Whoever still waits for a lane has no answer: the authority is known not to give one. */
  void giveUp() {
    List<Item> all;
    synchronized (this) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(item -> item.answer().complete(GIVEN_UP));
  }

  /** Whether a lane has to be set going for it. */
  private synchronized boolean enter(Item item) {
    waiting.add(item);
    if (running == lanes) {
      return false;
    }
    running++;
    return true;
  }

  private void begin() {
    Thread.ofVirtual().name("authority-lane").start(this::run);
  }

  private void run() {
    boolean ended = false;
    try {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        deliver(batch);
      }
      ended = true;
    } finally {
      if (!ended && broken()) {
        begin(); // whatever broke in one batch, those that came meanwhile are sent
      }
    }
  }

  /** Gives up a lane that broke; whether it is needed and taken again. */
  private synchronized boolean broken() {
    if (waiting.isEmpty()) {
      running--;
      return false;
    }
    return true;
  }

  /** What goes next; empty ends the lane. */
  private synchronized List<Item> next() {
    var batch = new ArrayList<Item>(Math.min(waiting.size(), MOST));
    int octets = 0;
    while (!waiting.isEmpty() && batch.size() < MOST && octets < MOST_OCTETS) {
      var item = waiting.remove();
      if (!item.answer().isDone()) { // else its login has lost patience
        octets += item.octets();
        batch.add(item);
      }
    }
    if (batch.isEmpty()) {
      running--;
    }
    return batch;
  }

  private void deliver(List<Item> batch) {
    try {
      send(batch);
    } finally {
      // Nobody waits for ever, whatever broke.
      var broken = new Answer.Unavailable(Answer.Cause.FAULT, "the batch was not sent");
      batch.forEach(item -> item.answer().complete(broken));
    }
  }

  private void send(List<Item> batch) {
    var outcome = link.call(Call.post("/v1/authentications:batch", json(batch)));
    if (outcome instanceof Outcome.Answered(int status, byte[] _)
        && status == 400
        && batch.size() > 1) {
      // One item that the authority cannot read must not fail the others.
      batch.stream().filter(item -> !item.answer().isDone()).forEach(one -> send(List.of(one)));
      return;
    }
    var answers = answers(outcome, batch.size());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private static List<Answer> answers(Outcome outcome, int count) {
    return switch (outcome) {
      case Outcome.Answered(int status, byte[] body) -> AnswerReader.batch(status, body, count);
      case Outcome.Failed(var cause, var detail) ->
          Collections.nCopies(count, new Answer.Unavailable(cause, detail));
    };
  }

  private static byte[] json(List<Item> batch) {
    var object = JsonText.object();
    var items = object.putArray("items");
    for (var item : batch) {
      items.addObject().put("user", item.user()).put("code", item.code()).put("key", item.key());
    }
    return JsonText.bytes(object);
  }
}

package org.sallyport.encryption.directory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.sallyport.web.route.Reply;

/**
 * Answers that are kept ready, those asked for last, within so many octets, until what they are
 * about changes or they are old. Safe for use by several threads.
 */
final class Answers {
  /** What an answer costs beside its body: headers, entry, question. */
  private static final int OVERHEAD = 512;

  private static final long LEAST_AGE_NANOS = Duration.ofSeconds(1).toNanos();

  private final long most;
  private final long age;
  private final LongSupplier nanos;
  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(1024, 0.75f, true);
  private long octets;

  private record Kept(Reply reply, int octets, long generation, long made) {}

  /**
   * No answers yet.
   *
   * @param most octets that they may fill
   * @param age that they may have, a second at least
   * @param nanos a clock that only goes on
   */
  Answers(long most, Duration age, LongSupplier nanos) {
    this.most = most;
    this.age = Math.max(LEAST_AGE_NANOS, age.toNanos());
    this.nanos = nanos;
  }

  /**
   * The answer to a question: one that is kept, or the one that is made now.
   *
   * @param generation of what it is about, known before the answer is made
   */
  Reply answer(String question, long generation, Supplier<Reply> made) {
    long now = nanos.getAsLong();
    synchronized (kept) {
      var known = kept.get(question);
      if (known != null && known.generation == generation && now - known.made < age) {
        return known.reply;
      }
    }
    var reply = made.get();
    int size = OVERHEAD + 2 * question.length() + body(reply);
    if (size <= most / 16 && !isForNow(reply)) {
      keep(question, new Kept(reply, size, generation, now));
    }
    return reply;
  }

  /** Whether it says nothing of what was asked: come again later (RFC 6585 section 4). */
  private static boolean isForNow(Reply reply) {
    return reply instanceof Reply.Failed(var problem) && problem.status() == 429;
  }

  private void keep(String question, Kept answer) {
    synchronized (kept) {
      var before = kept.put(question, answer);
      octets += answer.octets - (before == null ? 0 : before.octets);
      var eldest = kept.entrySet().iterator();
      while (octets > most && eldest.hasNext()) {
        octets -= eldest.next().getValue().octets;
        eldest.remove();
      }
    }
  }

  private static int body(Reply reply) {
    return reply instanceof Reply.Content content ? content.body().length : 0;
  }

  /** What they fill now. */
  long octets() {
    synchronized (kept) {
      return octets;
    }
  }
}

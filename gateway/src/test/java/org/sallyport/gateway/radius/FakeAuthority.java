package org.sallyport.gateway.radius;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.PushOrder;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.factor.SecondFactor;

/**
 * An authority where everybody's next code is {@code 123456}, good for one login: the same key gets
 * the first answer again, as the real one does it. Shared by several gateways.
 */
final class FakeAuthority implements SecondFactor {
  final AtomicInteger checks = new AtomicInteger();
  final AtomicInteger pushes = new AtomicInteger();
  final CountDownLatch approved = new CountDownLatch(1);
  volatile @Nullable CountDownLatch slow;
  volatile boolean down;
  volatile boolean broken;

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Pushed> sent = new ConcurrentHashMap<>();
  private boolean used;

  @Override
  public Enrolment factors(String user) {
    return down ? new Enrolment.Unheard() : new Enrolment.Enrolled(Set.of(6), true);
  }

  @Override
  public Answer check(String user, String code, String key) {
    if (down) {
      return new Answer.Unavailable(Answer.Cause.UNREACHABLE, "connect timed out");
    }
    FakeDirectory.await(slow);
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return answers.computeIfAbsent(key, _ -> decide(code));
  }

  private synchronized Answer decide(String code) {
    checks.incrementAndGet();
    if (!code.equals("123456")) {
      return new Answer.Refused("wrong code");
    }
    if (used) {
      return new Answer.Refused("replayed");
    }
    used = true;
    return new Answer.Accepted("c_1");
  }

  @Override
  public Pushed push(String user, String key, PushOrder order) {
    return sent.computeIfAbsent(
        key,
        _ -> {
          int number = pushes.incrementAndGet();
          return new Pushed.Sent("p_" + number + "_" + order.display(), "4" + number);
        });
  }

  @Override
  public Answer await(String user, String id, Duration patience) {
    FakeDirectory.await(approved);
    return new Answer.Accepted("d_1");
  }
}

package org.sallyport.gateway.radius;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.FirstFactor;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.kernel.Secret;

/** A directory that knows {@code ann}, whose password is {@code sesame}. Counts binds. */
final class FakeDirectory implements FirstFactor {
  final AtomicInteger binds = new AtomicInteger();
  volatile boolean down;
  volatile @Nullable CountDownLatch slow;

  @Override
  public Identified check(String userName, Secret password) {
    if (down) {
      return new Identified.Unavailable("every connection failed");
    }
    binds.incrementAndGet();
    await(slow);
    return userName.equals("ann") && password.revealText().equals("sesame")
        ? new Identified.Accepted(ann())
        : new Identified.Refused("wrong password");
  }

  static void await(@Nullable CountDownLatch latch) {
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Identified find(String userName) {
    if (down) {
      return new Identified.Unavailable("every connection failed");
    }
    return userName.equals("ann") ? new Identified.Accepted(ann()) : new Identified.Unknown();
  }

  private static Person ann() {
    return new Person(
        AuthorityName.ofDirectory("ann"),
        "corp",
        Map.of("department", List.of("lab", "library"), "level", List.of("15", "high")),
        List.of("cn=Staff,ou=groups,dc=example,dc=com"));
  }

  @Override
  public boolean available() {
    return !down;
  }
}

package org.sallyport.director.health;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check whose own faults count against the member: what cannot be checked is not known to serve.
 * A fault is logged when it begins. One thread at a time.
 */
final class GuardedCheck implements HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedCheck.class);

  private final HealthCheck check;
  private boolean broken;

  GuardedCheck(HealthCheck check) {
    this.check = check;
  }

  @Override
  public CheckResult run(InetSocketAddress address) {
    long start = System.nanoTime();
    try {
      var result = check.run(address);
      broken = false;
      return result;
    } catch (RuntimeException e) {
      if (!broken) {
        LOG.atError()
            .setCause(e)
            .addKeyValue("event", "health-check-broken")
            .addKeyValue("member", address)
            .log("a health check broke");
      }
      broken = true;
      return new CheckResult(
          new Finding.Failed("the check itself broke: " + e.getClass().getSimpleName()),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }
}

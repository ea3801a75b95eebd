package org.sallyport.director.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;

/**
 * How fast a pool believes what its checks say.
 *
 * @param steady how long a member is up again before it has returned
 * @param settle how long a step between UP and DEGRADED stands before it counts
 * @param failBack whether time alone makes a member return
 */
record Pace(Duration steady, Duration settle, FailBack failBack) {

  static Pace of(PoolSettings settings) {
    var settle =
        settings.health().stream()
            .map(Pace::noticed)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new Pace(settings.steadyTime(), settle, settings.failBack());
  }

  /** The standings after what is due by the clock. */
  List<Standing> advance(List<Standing> standings, Instant now) {
    boolean settles = !now.isBefore(Standing.settlesAt(standings, this));
    return standings.stream().map(standing -> advance(standing, now, settles)).toList();
  }

  private Standing advance(Standing standing, Instant now, boolean settles) {
    var next = settles ? standing.settledNow() : standing;
    return now.isBefore(next.returnsAt(this)) ? next : next.returned();
  }

  /** When time alone next makes a difference; {@link Instant#MAX} for never. */
  Instant nextChange(List<Standing> standings) {
    var next = Standing.settlesAt(standings, this);
    for (var standing : standings) {
      var returns = standing.returnsAt(this);
      next = returns.isBefore(next) ? returns : next;
    }
    return next;
  }

  /** The longest time from a cause to the verdict of a check, whose interval varies by a tenth. */
  private static Duration noticed(HealthCheckSettings check) {
    int conversations = check.ready().isPresent() ? 2 : 1;
    var interval =
        check
            .every()
            .multipliedBy(11)
            .dividedBy(10)
            .plus(check.timeout().multipliedBy(conversations));
    return interval.multipliedBy(Math.max(check.fall(), check.rise()));
  }
}

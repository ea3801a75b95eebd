package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.director.pool.Health;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.HealthCheckSettings.IfNextHopDown;

/**
 * Long random histories of what a member does, judged under each setting; the seed is in the
 * message of what fails.
 */
class NextHopPropertyTest {
  private static final int HISTORIES = 300;
  private static final int STEPS = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final InetAddress NOWHERE = InetAddress.getLoopbackAddress();

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** One run of a check, as the member plays it. */
  private enum Scene {
    GREETS,
    REFUSES_CONNECTIONS,
    BLAMES_ITS_NEXT_HOP,
    CLOSES_FOR_MAINTENANCE,
    STAYS_SILENT,
    HANGS_UP
  }

  private static Finding judge(Scene scene, Ungreeted ungreeted) {
    try {
      return switch (scene) {
        case GREETS -> new Finding.Passed();
        case REFUSES_CONNECTIONS -> new Finding.Failed("connection refused");
        case BLAMES_ITS_NEXT_HOP ->
            ungreeted.refused(new SmtpReply(List.of("421 4.4.1 the next hop is away")), NOWHERE);
        case CLOSES_FOR_MAINTENANCE ->
            ungreeted.refused(new SmtpReply(List.of("421 4.3.2 maintenance")), NOWHERE);
        case STAYS_SILENT -> ungreeted.silent(new DeadlineExceeded(), NOWHERE);
        case HANGS_UP -> ungreeted.silent(new EOFException(), NOWHERE);
      };
    } catch (IOException e) {
      return new Finding.Failed(Causes.of(e, "greeting", TIMEOUT));
    }
  }

  /** The same history under another setting. */
  private static final class Watched {
    private final Ungreeted ungreeted;
    private final HealthTracker tracker;

    Watched(Ungreeted ungreeted, int rise, int fall) {
      this.ungreeted = ungreeted;
      var settings = Checks.of(Check.SMTP).rise(rise).fall(fall).settings();
      this.tracker =
          new HealthTracker(
              List.of(new HealthTracker.Rule("smtp", settings)),
              new DampingSettings(4, Duration.ofSeconds(30), Duration.ofSeconds(20)),
              null);
    }

    static Watched when(IfNextHopDown then, int rise, int fall) {
      return new Watched(new Ungreeted.Deep(then, TIMEOUT, null), rise, fall);
    }

    boolean downAfter(Scene scene, long now) {
      return tracker.accept(0, judge(scene, ungreeted), now).health() == Health.DOWN;
    }
  }

  @Test
  void no_setting_takes_more_members_down_than_ignore_but_fail_and_that_no_more_than_none() {
    for (int history = 0; history < HISTORIES; history++) {
      int rise = 1 + random.nextInt(3);
      int fall = 1 + random.nextInt(3);
      var ignore = Watched.when(IfNextHopDown.IGNORE, rise, fall);
      var degrade = Watched.when(IfNextHopDown.DEGRADE, rise, fall);
      var fail = Watched.when(IfNextHopDown.FAIL, rise, fall);
      var plain = new Watched(new Ungreeted.Plain(), rise, fall);
      var played = new ArrayList<Scene>();
      long now = 0;
      for (int step = 0; step < STEPS; step++) {
        var scene = Scene.values()[random.nextInt(Scene.values().length)];
        played.add(scene);
        now += Duration.ofSeconds(2).toNanos();
        var told = "seed " + seed + ": " + played;
        assertThat(degrade.downAfter(scene, now)).as(told).isEqualTo(ignore.downAfter(scene, now));
        assertThat(fail.downAfter(scene, now)).as(told).isEqualTo(plain.downAfter(scene, now));
      }
    }
  }

  @Test
  void a_next_hop_that_comes_and_goes_never_takes_its_member_down() {
    var scenes = List.of(Scene.GREETS, Scene.BLAMES_ITS_NEXT_HOP, Scene.STAYS_SILENT);
    var watched = Watched.when(IfNextHopDown.DEGRADE, 2, 2);
    for (int step = 0; step < 10_000; step++) {
      var scene = scenes.get(random.nextInt(scenes.size()));
      assertThat(watched.downAfter(scene, Duration.ofSeconds(2L * step).toNanos()))
          .as("seed %d, step %d", seed, step)
          .isFalse();
    }
  }
}

package org.sallyport.gateway.continuity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.sallyport.config.Durations;
import org.sallyport.gateway.alert.Alert;
import org.sallyport.gateway.alert.Alert.Kind;
import org.sallyport.gateway.alert.Alerts;
import org.sallyport.gateway.continuity.Standing.Held;
import org.sallyport.gateway.continuity.Standing.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each change of state and tells administrators of those that matter. One thread at a time.
 */
final class ContinuityAlerts implements AuthorityWatch.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuityAlerts.class);

  private final ContinuitySettings settings;
  private final Alerts alerts;
  private final InstantSource clock;
  private boolean continued;
  private boolean exhausted;
  private boolean away;

  ContinuityAlerts(ContinuitySettings settings, Alerts alerts, InstantSource clock) {
    this.settings = settings;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public void moved(Standing before, Standing after) {
    if (before.state() != after.state()) {
      LOG.atInfo()
          .addKeyValue("from", word(before.state()))
          .addKeyValue("to", word(after.state()))
          .addKeyValue("cause", after.cause().map(ContinuityAlerts::word).orElse(""))
          .addKeyValue("detail", after.detail())
          .log("continuity-state");
    }
    var now = clock.instant();
    entered(after, now);
    left(after, now);
    exhausted(after, now);
    away(after, now);
  }

  private void entered(Standing after, Instant now) {
    if (after.state() == State.CONTINUITY && !continued) {
      continued = true;
      raise(
          Kind.CONTINUITY_ENTERED,
          "logins are decided without the authority",
          "The authority is not reached: "
              + after.detail()
              + ". From now on each client's own choice decides, for at most "
              + Durations.format(settings.longest())
              + ". Every such login is marked in the audit log.",
          now);
    }
  }

  private void left(Standing after, Instant now) {
    if (after.state() == State.NORMAL && (continued || away)) {
      var what = continued ? "the authority decides logins again" : "the authority answers again";
      continued = false;
      exhausted = false;
      away = false;
      raise(
          Kind.CONTINUITY_LEFT,
          what,
          "The authority answers, and both factors are checked there again.",
          now);
    }
  }

  private void exhausted(Standing after, Instant now) {
    boolean over =
        after.state() == State.CONTINUITY
            && settings.mode() == ContinuitySettings.Mode.AUTOMATIC
            && after.exhausted(now, settings.longest());
    if (over && !exhausted) {
      exhausted = true;
      raise(
          Kind.CONTINUITY_EXHAUSTED,
          "continuity has ended and the authority is still away",
          "Continuity has lasted "
              + Durations.format(settings.longest())
              + ", as long as it may. No login with a second factor is answered until the authority"
              + " is reached: "
              + after.detail()
              + ".",
          now);
    }
  }

  private void away(Standing after, Instant now) {
    boolean held =
        after.state() == State.SUSPECTED
            && after.streak() >= settings.fall()
            && after.held().filter(why -> why != Held.PEER).isPresent();
    if (held && !away) {
      away = true;
      raise(
          Kind.AUTHORITY_AWAY,
          "the authority is not reached, and logins are not answered",
          "The authority is not reached: "
              + after.detail()
              + ". Continuity is not entered, because its "
              + (settings.mode() == ContinuitySettings.Mode.OFF
                  ? "mode is off."
                  : "causes do not have this one."),
          now);
    }
  }

  private void raise(Kind kind, String subject, String text, Instant now) {
    alerts.raise(new Alert(kind, subject, text, now));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package org.sallyport.gateway.continuity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.ContinuitySettings.Packages;
import org.sallyport.gateway.continuity.ContinuitySettings.Peer;
import org.sallyport.gateway.factor.Answer.Cause;

/** Settings of continuity for tests; the defaults of the file but for what is said. */
record Settings(
    Mode mode,
    List<Cause> causes,
    Duration longest,
    List<Peer> peers,
    Optional<Packages> packages,
    Path state,
    int rise) {
  static Settings automatic() {
    return new Settings(
        Mode.AUTOMATIC,
        List.of(Cause.UNREACHABLE, Cause.PROXY, Cause.UNWELL),
        Duration.ofHours(24),
        List.of(),
        Optional.empty(),
        Path.of("unused"),
        2);
  }

  Settings mode(Mode other) {
    return new Settings(other, causes, longest, peers, packages, state, rise);
  }

  Settings causes(Cause... others) {
    return new Settings(mode, List.of(others), longest, peers, packages, state, rise);
  }

  Settings peer(Peer peer) {
    return new Settings(mode, causes, longest, List.of(peer), packages, state, rise);
  }

  Settings packages(Packages wanted, Path folder) {
    return new Settings(mode, causes, longest, peers, Optional.of(wanted), folder, rise);
  }

  Settings rise(int probes) {
    return new Settings(mode, causes, longest, peers, packages, state, probes);
  }

  ContinuitySettings build() {
    return new ContinuitySettings(
        mode,
        causes,
        Duration.ofSeconds(1),
        Duration.ofMillis(700),
        2,
        rise,
        longest,
        peers,
        packages,
        state);
  }
}

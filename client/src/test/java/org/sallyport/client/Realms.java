package org.sallyport.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.client.enrolment.Enrolling;
import org.sallyport.client.enrolment.Means;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.link.LinkWatcher;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.MutableClock;
import org.sallyport.testkit.TestPki;

/** What tests of a client begin with. */
public final class Realms {
  /** Long enough for a slow machine. */
  public static final LinkLimits LIMITS =
      new LinkLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(15));

  private Realms() {}

  /** The clock that client and servers share. */
  public static MutableClock clock() {
    return new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  }

  /** A stamp of these servers. */
  public static Stamp stamp(Server... servers) {
    return new Stamp(
        Arrays.asList(servers),
        "Example Ltd",
        Optional.empty(),
        Optional.of(PemFiles.text(TestPki.shared().bundle())));
  }

  /** Name and password that count. */
  public static Means directory() {
    return new Means.Directory("ada", Secret.ofText("secret"));
  }

  /** A client that has enrolled. */
  public static Client enrolled(Path folder, MutableClock clock, Server... servers)
      throws IOException, InterruptedException {
    var state = StateFolder.open(folder);
    new Enrolling(state, clock, LIMITS, LinkWatcher.none())
        .enrol(stamp(servers), "laptop of Ada", directory());
    return Client.open(state, clock, LIMITS).orElseThrow();
  }
}

package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PassiveSettings;
import org.sallyport.director.settings.PersistenceSettings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PersistenceSettings.Mode;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.kernel.HostPort;

/** A director's state in a folder of the test, with a clock that the test moves. */
final class PersistenceFixture implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final PoolSet pools;
  final DirectorState state;
  private final Clock clock;

  /** Moved by the test; shared by fixtures before and after a restart. */
  static final class Clock implements InstantSource {
    private volatile Instant now = START;

    private final AtomicInteger faults = new AtomicInteger();

    @Override
    public Instant instant() {
      if (faults.get() > 0 && faults.getAndDecrement() > 0) {
        throw new IllegalStateException("broken on purpose");
      }
      return now;
    }

    /** Breaks the next time it is asked; whether it has yet. */
    void breakOnce() {
      faults.set(1);
    }

    boolean broke() {
      return faults.get() <= 0;
    }

    void advance(Duration time) {
      now = now.plus(time);
    }
  }

  PersistenceFixture(Path folder, int entries) {
    this(folder, entries, new Clock());
  }

  PersistenceFixture(Path folder, int entries, Clock clock) {
    this.clock = clock;
    state = DirectorState.open(folder, entries, clock);
    pools = new PoolSet(clock, state.remembered());
    members("m1", "m2");
    state.start(pools);
  }

  Clock clock() {
    return clock;
  }

  void after(Duration time) {
    clock.advance(time);
  }

  void members(String... names) {
    var members = new LinkedHashMap<String, MemberSettings>();
    for (var name : names) {
      members.put(
          name,
          new MemberSettings(
              HostPort.parse("10.0.0.1:443"),
              Optional.empty(),
              MemberSettings.ProxyProtocol.NONE,
              Optional.empty(),
              MemberSettings.Initial.READY));
    }
    pools.apply(
        Map.of(
            "pool",
            new PoolSettings(
                PoolSettings.Kind.STATEFUL,
                PoolSettings.Policy.FAILOVER,
                PoolSettings.FailBack.NEVER,
                Duration.ZERO,
                members,
                List.of(),
                new PassiveSettings(3, Duration.ofSeconds(10)),
                new DampingSettings(0, Duration.ofMinutes(5), Duration.ofMinutes(1)))));
  }

  Pool pool() {
    return Objects.requireNonNull(pools.pool("pool"));
  }

  Member member(String name) {
    return Objects.requireNonNull(pool().member(name));
  }

  /** A service of that name that lasts so long: absolute, idle. */
  Persistence service(String name, @Nullable Duration absolute, @Nullable Duration idle) {
    return service(name, Mode.LEARN, absolute, idle);
  }

  Persistence service(
      String name, Mode mode, @Nullable Duration absolute, @Nullable Duration idle) {
    var settings =
        new PersistenceSettings(
            By.COOKIE,
            mode,
            "ovidCookie",
            Optional.ofNullable(absolute),
            Optional.ofNullable(idle),
            24,
            64);
    return state.persistence(name, settings, pool());
  }

  static AffinityKey cookie(Persistence service, String value) {
    var key = new AffinityKey();
    var bytes = value.getBytes(US_ASCII);
    service.ofCookie(key, bytes, 0, bytes.length);
    return key;
  }

  static AffinityKey client(Persistence service, String address) {
    var key = new AffinityKey();
    service.ofAddress(key, InetAddress.ofLiteral(address));
    return key;
  }

  /** The name of the member that a session is pinned to. */
  static @Nullable String pinned(Persistence service, AffinityKey key) {
    var entry = service.find(key);
    var member = entry == null ? null : service.member(entry);
    return member == null ? null : member.name();
  }

  @Override
  public void close() {
    state.close();
  }
}

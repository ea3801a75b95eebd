package org.sallyport.director.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.director.Director;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.net.loop.Transport;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;

/** A director with loopback listeners that the system chose ports for. */
public final class RunningDirector implements AutoCloseable {
  private final Director director;
  private final Path folder;

  /** The part of a node's file that this module knows. */
  record File(DirectorSettings director) {}

  private RunningDirector(Director director, Path folder) {
    this.director = director;
    this.folder = folder;
  }

  /**
   * Starts one and waits until every member has been checked.
   *
   * @param folder what relative paths are resolved against; the state is kept in it
   * @param text the {@code director} section, with {@code %s} for each value
   * @param values addresses among them are written as {@code host:port}
   */
  public static RunningDirector start(Path folder, String text, Object... values) {
    return start(InstantSource.system(), folder, text, values);
  }

  /** The same with a clock of the test's own. */
  public static RunningDirector start(
      InstantSource clock, Path folder, String text, Object... values) {
    return start(clock, Transport.best(), folder, text, values);
  }

  /** The same on a transport of the test's choice. */
  public static RunningDirector start(
      InstantSource clock, Transport transport, Path folder, String text, Object... values) {
    var running = unchecked(clock, transport, folder, text, values);
    running.awaitVerdicts();
    return running;
  }

  /** The same without waiting for a check. */
  public static RunningDirector unchecked(
      InstantSource clock, Transport transport, Path folder, String text, Object... values) {
    var settings = settings(folder, text, values);
    var running = new RunningDirector(Director.open(settings, clock, transport), folder);
    assertThat(running.director.apply(settings)).isEmpty();
    return running;
  }

  /** Reads settings as a file would give them. */
  public static DirectorSettings settings(Path folder, String text, Object... values) {
    var written = Arrays.stream(values).map(RunningDirector::text).toArray();
    var file = "director:\n" + text.formatted(written).indent(2);
    return switch (ConfigFile.parse("test.yaml", folder, file, File.class)) {
      case Loaded.Valid<File>(var value, _) -> value.director();
      case Loaded.Invalid<File>(var problems, _) ->
          throw new IllegalArgumentException(problems + "\n" + file);
    };
  }

  private static Object text(Object value) {
    return value instanceof InetSocketAddress at
        ? at.getAddress().getHostAddress() + ":" + at.getPort()
        : value;
  }

  /** Applies another configuration; returns what is wrong with it. */
  public List<String> apply(String text, Object... values) {
    return director.apply(settings(folder, text, values));
  }

  /** Waits until no member is unchecked. */
  public void awaitVerdicts() {
    awaitTrue(
        () ->
            director.pools().pools().stream()
                .flatMap(pool -> pool.members().stream())
                .noneMatch(member -> member.status().health() == Health.UNCHECKED));
  }

  /** Waits until a member is in that health. */
  public void awaitHealth(String pool, String member, Health health) {
    awaitTrue(() -> member(pool, member).status().health() == health);
  }

  /** Waits, half a minute at most, until something is so. */
  public static void awaitTrue(java.util.concurrent.Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30)).until(condition);
  }

  /** Ends an origin and waits until nobody listens there, which its closing does not. */
  public static void end(HttpOrigin origin) {
    origin.close();
    awaitTrue(
        () -> {
          try (var socket = new Socket()) {
            socket.connect(origin.address());
            return false;
          } catch (ConnectException refused) {
            return true;
          }
        });
  }

  /** Waits until a count has not changed for a fifth of a second. */
  public static void awaitStill(java.util.concurrent.Callable<Long> count) {
    var last = new long[] {-1};
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofMillis(200))
        .until(
            () -> {
              long before = last[0];
              last[0] = count.call();
              return before == last[0];
            });
  }

  /** The director itself. */
  public Director director() {
    return director;
  }

  /** A pool. */
  public Pool pool(String name) {
    return Optional.ofNullable(director.pools().pool(name)).orElseThrow();
  }

  /** A member. */
  public Member member(String pool, String member) {
    return Optional.ofNullable(pool(pool).member(member)).orElseThrow();
  }

  /** A service. */
  public Service service(String name) {
    return director.service(name).orElseThrow();
  }

  /** Where a service is reached. */
  public InetSocketAddress address(String service) {
    return director.addresses(service).getFirst();
  }

  /** A client of a service. */
  public RawClient connect(String service) throws IOException {
    return RawClient.connect(address(service));
  }

  /** Waits until no client's connection is open and no member has a request in hand. */
  public void awaitQuiet() {
    awaitTrue(
        () ->
            director.services().stream().allMatch(service -> service.counters().active() == 0)
                && director.pools().pools().stream()
                    .flatMap(pool -> pool.members().stream())
                    .allMatch(member -> member.traffic().openRequests() == 0));
  }

  @Override
  public void close() {
    director.close();
  }
}

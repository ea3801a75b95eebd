package org.sallyport.app.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Differences;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.admin.AdminHost;
import org.sallyport.web.admin.AdminListener;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.admin.ReloadOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that runs: the composition root of its roles. Methods block and take turns; any thread but
 * an event loop may call them.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Path file;
  private final String version;
  private final ProcessMetrics metrics = new ProcessMetrics();
  private final List<RoleKind<?>> kinds;
  private final List<RunningRole<?>> roles = new ArrayList<>();
  private NodeSettings settings;
  private final AdminListener listener;

  private Node(Path file, String version, List<RoleKind<?>> kinds, NodeSettings settings) {
    this.kinds = kinds;
    this.file = file;
    this.version = version;
    this.settings = settings;
    var host =
        new AdminHost(settings.node(), version, Instant.now(), metrics::scrape, this::reload);
    this.listener = new AdminListener(settings.admin(), settings.stateFolder(file), host);
  }

  /** What became of a start. */
  public sealed interface Starting {
    /** Clients can connect. */
    record Running(Node node) implements Starting {}

    /**
     * Nothing runs.
     *
     * @param report why, ready to be printed
     */
    record Refused(String report) implements Starting {}
  }

  /**
   * Starts the roles that {@code file} has sections for.
   *
   * @param version of this program
   */
  public static Starting start(Path file, String version) {
    return start(file, version, Roles.ALL);
  }

  /** The same with other kinds of roles. */
  static Starting start(Path file, String version, List<RoleKind<?>> kinds) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    return switch (loaded) {
      case Loaded.Valid<NodeSettings>(var settings, _) ->
          new Node(file, version, kinds, settings).start();
      case Loaded.Invalid<NodeSettings> _ -> new Starting.Refused(ProblemReport.of(loaded));
    };
  }

  /** The admin listener opens last, when clients have been able to connect for a while already. */
  private synchronized Starting start() {
    var around = new RoleKind.Surroundings(settings.node(), version, file, this::reload);
    for (var kind : kinds) {
      if (!kind.isIn(settings)) {
        continue;
      }
      switch (kind.open(settings, around)) {
        case RoleKind.Opened.Running(var role) -> roles.add(role);
        case RoleKind.Opened.Refused(var problems) -> {
          return refused(problems);
        }
      }
    }
    try {
      listener.start(roles.stream().<AdminPart>map(running -> running.role().admin()).toList());
      return new Starting.Running(this);
    } catch (IOException | IllegalArgumentException unusable) {
      return refused(List.of("admin: " + unusable.getMessage()));
    }
  }

  private Starting refused(List<String> problems) {
    roles.reversed().forEach(running -> running.role().close());
    metrics.close();
    return new Starting.Refused(
        problems.stream()
            .map(problem -> file + ": " + problem + "\n")
            .collect(Collectors.joining()));
  }

  /** Where browsers and commands reach it on this machine. */
  public synchronized URI dashboard() {
    var given = AdminAddress.of(admin(), Path.of("")).base();
    return URI.create(
        given.getScheme() + "://" + new HostPort(plain(given.getHost()), listener.port()) + "/");
  }

  private AdminSettings admin() {
    return settings.admin();
  }

  private static String plain(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The name that the file gives it. */
  public synchronized String name() {
    return settings.node();
  }

  /**
   * A role that it runs.
   *
   * @throws IllegalStateException when the file has no section for it
   */
  public synchronized <R extends Role<?>> R role(Class<R> type) {
    return roles.stream()
        .map(RunningRole::role)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("node " + settings.node() + " has no " + type));
  }

  /**
   * Reads the file again and brings it into force, or leaves everything as it is.
   *
   * @param actor who asked, for logs
   */
  public synchronized ReloadOutcome reload(String actor) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    var outcome =
        switch (loaded) {
          case Loaded.Valid<NodeSettings>(var wanted, _) -> apply(wanted);
          case Loaded.Invalid<NodeSettings> invalid ->
              new ReloadOutcome.Rejected(
                  invalid.problems().stream().map(Object::toString).toList());
        };
    log(actor, outcome);
    roles.forEach(running -> running.role().reloaded(actor, outcome));
    return outcome;
  }

  private static void log(String actor, ReloadOutcome outcome) {
    switch (outcome) {
      case ReloadOutcome.Accepted(var changes) ->
          LOG.atInfo()
              .addKeyValue("actor", actor)
              .addKeyValue("changes", changes.size())
              .log("node-reloaded");
      case ReloadOutcome.Rejected(var problems) ->
          LOG.atWarn()
              .addKeyValue("actor", actor)
              .addKeyValue("problems", String.join("; ", problems))
              .log("node-reload-rejected");
    }
  }

  private ReloadOutcome apply(NodeSettings wanted) {
    var changed = new ArrayList<RunningRole<?>>();
    for (var role : roles) {
      var problems = role.apply(wanted);
      if (!problems.isEmpty()) {
        takeBack(changed);
        return new ReloadOutcome.Rejected(problems);
      }
      changed.add(role);
    }
    var changes =
        Stream.of(
                Differences.between(settings, wanted).stream().map(Object::toString),
                needRestart(wanted).map(key -> "! " + key + " takes effect at the next start"))
            .flatMap(lines -> lines)
            .toList();
    settings = wanted;
    var kept = listener.reload();
    return new ReloadOutcome.Accepted(
        Stream.concat(changes.stream(), kept.stream().map(why -> "! admin: " + why)).toList());
  }

  /** Gives roles the settings back that were in force, because another role refuses the new. */
  private void takeBack(Collection<RunningRole<?>> changed) {
    for (var role : changed) {
      var problems = role.apply(settings);
      if (!problems.isEmpty()) {
        LOG.atError()
            .addKeyValue("role", role.kind().name())
            .addKeyValue("problems", String.join("; ", problems))
            .log("reload-half-done");
      }
    }
  }

  /** What is in the file now but takes effect at the next start alone. */
  private Stream<String> needRestart(NodeSettings wanted) {
    return Stream.of(
            note("admin", settings.admin().equals(wanted.admin())),
            note("node", settings.node().equals(wanted.node())),
            kinds.stream().filter(kind -> kind.isIn(wanted) != runs(kind)).map(RoleKind::name),
            roles.stream().flatMap(running -> running.needRestart(settings, wanted)))
        .flatMap(keys -> keys);
  }

  private boolean runs(RoleKind<?> kind) {
    return roles.stream().anyMatch(running -> running.kind().equals(kind));
  }

  private static Stream<String> note(String key, boolean same) {
    return same ? Stream.empty() : Stream.of(key);
  }

  /** Lets what is in hand end, within the time that each role gives it, and stops. */
  @Override
  public void close() {
    drain();
    stop();
  }

  /** All roles at once, so that a node stops within the longest of their times. */
  private void drain() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              running().stream()
                  .map(running -> CompletableFuture.runAsync(running.role()::drain, threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }

  private synchronized List<RunningRole<?>> running() {
    return List.copyOf(roles);
  }

  private synchronized void stop() {
    listener.close();
    roles.reversed().forEach(running -> running.role().close());
    roles.clear();
    metrics.close();
  }
}

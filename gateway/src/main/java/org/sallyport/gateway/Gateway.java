package org.sallyport.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.admin.GatewayView;
import org.sallyport.gateway.audit.AuditLog;
import org.sallyport.gateway.continuity.ContinuityStatus;
import org.sallyport.gateway.factor.LinkStatus;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.gateway.metrics.StateFamilies;
import org.sallyport.gateway.radius.Backing;
import org.sallyport.gateway.radius.ValidationServers;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Dictionary;
import org.sallyport.wire.radius.DictionaryResult;

/**
 * A gateway that runs: the composition root of its parts. {@link #apply}, {@link #drain} and {@link
 * #close} take turns and may block; any thread may look.
 */
public final class Gateway implements AutoCloseable {
  private static final int LEAST_KEY = 32;

  private final String node;
  private final InstantSource clock;
  private final AuditLog audit = new AuditLog();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final ValidationServers servers;
  private volatile GatewaySettings settings;
  private volatile Directories directories = Directories.none();
  private volatile TwoFactors factors;
  private boolean closed;

  private Gateway(String node, GatewaySettings settings, Secret clusterKey, InstantSource clock) {
    this.node = node;
    this.clock = clock;
    this.settings = settings;
    servers = new ValidationServers(clusterKey, audit, metrics, clock);
    factors = TwoFactors.none();
  }

  /** What became of a start. */
  public sealed interface Opening {
    /** Clients are answered. */
    record Running(Gateway gateway) implements Opening {}

    /**
     * Nothing runs.
     *
     * @param problems a sentence each, beginning with the key that each is about
     */
    record Refused(List<String> problems) implements Opening {}
  }

  /**
   * Starts a gateway.
   *
   * @param node its name in alerts
   */
  public static Opening open(String node, GatewaySettings settings, InstantSource clock) {
    return switch (Secrets.read(settings.clusterKey())) {
      case Secrets.Found.Missing(var why) ->
          new Opening.Refused(List.of("gateway.cluster-key: " + why));
      case Secrets.Found.Value(var key, _) when key.length() < LEAST_KEY ->
          new Opening.Refused(
              List.of(
                  "gateway.cluster-key: "
                      + key.length()
                      + " octets, expected 32 random ones or more, such as from: openssl rand"
                      + " -hex 32"));
      case Secrets.Found.Value(var key, _) -> {
        var gateway = new Gateway(node, settings, key, clock);
        var problems = gateway.apply(settings);
        if (!problems.isEmpty()) {
          gateway.close();
        }
        yield problems.isEmpty() ? new Opening.Running(gateway) : new Opening.Refused(problems);
      }
    };
  }

  /**
   * Brings settings into force, all of them or nothing. Logins in hand end under the former ones.
   *
   * @return what is wrong, a sentence each; empty when they are in force
   */
  public synchronized List<String> apply(GatewaySettings wanted) {
    var problems = new ArrayList<String>();
    var dictionary = dictionary(wanted, problems);
    var newDirectories = Directories.open(wanted, directories, clock, problems);
    boolean same = factors.fits(wanted);
    var newFactors = same ? factors : TwoFactors.open(wanted, node, clock, problems);
    if (problems.isEmpty()) {
      problems.addAll(audited(wanted));
    }
    if (problems.isEmpty()) {
      problems.addAll(
          servers.apply(wanted, dictionary, backing(wanted, newDirectories, newFactors)));
    }
    if (!problems.isEmpty()) {
      newDirectories.closeBut(directories);
      if (!same) {
        newFactors.close();
      }
      return problems;
    }
    commit(wanted, newDirectories, newFactors);
    return List.of();
  }

  private void commit(GatewaySettings wanted, Directories newDirectories, TwoFactors newFactors) {
    var formerDirectories = directories;
    var formerFactors = factors;
    settings = wanted;
    directories = newDirectories;
    factors = newFactors;
    newDirectories.start(formerDirectories);
    formerDirectories.closeBut(newDirectories);
    if (newFactors != formerFactors) {
      newFactors.start();
      formerFactors.close();
    }
  }

  private static Backing backing(
      GatewaySettings wanted, Directories directories, TwoFactors factors) {
    return new Backing(
        names -> directories.of(wanted, names), factors::secondFactor, factors::available);
  }

  private List<String> audited(GatewaySettings wanted) {
    try {
      audit.direct(wanted.auditLog());
      return List.of();
    } catch (IOException e) {
      return List.of("gateway.audit-log.file: cannot be appended to: " + e);
    }
  }

  private static Dictionary dictionary(GatewaySettings wanted, List<String> problems) {
    var standard = Dictionary.standard();
    return wanted.dictionary().map(file -> with(standard, file, problems)).orElse(standard);
  }

  private static Dictionary with(Dictionary standard, Path file, List<String> problems) {
    try {
      switch (standard.with(Files.readString(file))) {
        case DictionaryResult.Loaded(var dictionary) -> {
          return dictionary;
        }
        case DictionaryResult.Unreadable(var why) ->
            why.forEach(
                problem ->
                    problems.add(
                        "gateway.dictionary: "
                            + file
                            + ":"
                            + problem.line()
                            + ": "
                            + problem.reason()));
      }
    } catch (IOException e) {
      problems.add("gateway.dictionary: cannot be read: " + e);
    }
    return standard;
  }

  /** The settings in force. */
  public GatewaySettings settings() {
    return settings;
  }

  /** Where a validation server takes Access-Requests. */
  public Optional<InetSocketAddress> authentication(String server) {
    return servers.authentication(server);
  }

  /** Where a validation server takes Accounting-Requests. */
  public Optional<InetSocketAddress> accounting(String server) {
    return servers.accounting(server);
  }

  /** All of it at this moment. */
  public GatewayView view() {
    return new GatewayView(
        servers.views(), directories.status(), authority(), continuity(), audit.recent());
  }

  /** Where continuity stands; empty without an authority. */
  public Optional<ContinuityStatus> continuity() {
    return factors.running().map(running -> running.continuity().status());
  }

  private List<LinkStatus> authority() {
    return factors.running().map(running -> running.link().status()).orElse(List.of());
  }

  /** In Prometheus's text format 0.0.4. */
  public String metrics() {
    return metrics.text() + StateFamilies.text(directories.status(), authority(), continuity());
  }

  /** Takes nothing new, and waits until what is in hand is decided, or the drain time is over. */
  public synchronized void drain() {
    servers.drain(settings.drainTime());
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    servers.close();
    factors.close();
    directories.close();
    audit.close();
  }
}

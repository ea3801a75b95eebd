package org.sallyport.encryption.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.log.ClientLogs;
import org.sallyport.kernel.Ids;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsFailure;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is new to the collector, on a thread of its own, as long as this node has the lease. A
 * collector that cannot be reached is tried again after a second, then two, up to a minute.
 */
public final class SyslogSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogSender.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** How long a connection outlives what the collector then counts as having. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final Duration RENEWED = Duration.ofSeconds(5);

  private final Store store;
  private final Collector collector;
  private final Cursors cursors;
  private final List<Source> sources;
  private final SyslogMetrics metrics = new SyslogMetrics();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("encryption-syslog").daemon().unstarted(this::run);
  private final Map<SyslogSettings.Stream, Long> written =
      new EnumMap<>(SyslogSettings.Stream.class);
  private final Map<SyslogSettings.Stream, Gaps> gaps = new EnumMap<>(SyslogSettings.Stream.class);
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private volatile @Nullable Connection connection;
  private Duration pause = IDLE;
  private long leasedAt;

  /** Up to where was written, and when. */
  private record Mark(long nanos, Source source, long position) {}

  private SyslogSender(
      Store store, InstantSource clock, Collector collector, List<Source> sources) {
    this.store = store;
    this.collector = collector;
    this.sources = sources;
    cursors = new Cursors(store, clock, Ids.next('n'));
  }

  /** A sender that is not started. Reads the files of the settings. */
  public static Loaded<SyslogSender> open(
      SyslogSettings settings,
      Store store,
      AuditTrail audit,
      ClientLogs logs,
      InstantSource clock) {
    var messages = new Messages(host(), settings.facility());
    var sources = new ArrayList<Source>();
    for (var stream : settings.send()) {
      sources.add(
          switch (stream) {
            case CLIENT_LOGS -> new LogSource(logs, messages);
            case AUDIT -> new AuditSource(audit, messages);
          });
    }
    return Collector.open(settings)
        .then(
            collector ->
                Loaded.ready(new SyslogSender(store, clock, collector, List.copyOf(sources))));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "-";
    }
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Prometheus's text format 0.0.4. */
  public String metrics() {
    return metrics.text();
  }

  private void run() {
    var wait = Duration.ZERO;
    try {
      while (!stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wait = round();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does what can be done now.
   *
   * @return how long until there is something to do again
   */
  private Duration round() {
    try {
      for (var source : sources) {
        metrics.backlog(source.stream(), cursors.backlog(source));
      }
      if (!leased()) {
        disconnect();
        return IDLE;
      }
      return send(connected());
    } catch (IOException e) {
      return failed(e);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .log("syslog-store-failed");
      return IDLE;
    } catch (RuntimeException e) { // a mistake of ours must not end the sending for good
      LOG.error("event=syslog-broken", e);
      return failed(new IOException(e));
    }
  }

  private boolean leased() {
    if (leasedAt == 0 || System.nanoTime() - leasedAt > RENEWED.toNanos()) {
      leasedAt = cursors.lease() ? System.nanoTime() : 0;
    }
    return leasedAt != 0;
  }

  private Connection connected() throws IOException {
    var now = connection;
    if (now != null && now.works()) {
      return now;
    }
    if (now != null) {
      disconnect();
      throw new IOException("the collector has closed the connection");
    }
    marks.clear();
    written.clear();
    var fresh = collector.connect();
    connection = fresh;
    for (var source : sources) {
      written.put(source.stream(), cursors.position(source));
    }
    metrics.connected(true);
    pause = IDLE;
    LOG.info("event=syslog-connected");
    return fresh;
  }

  private Duration send(Connection to) throws IOException {
    boolean more = false;
    for (var source : sources) {
      long from = written.getOrDefault(source.stream(), 0L);
      var watched = gaps.computeIfAbsent(source.stream(), _ -> new Gaps(System::nanoTime));
      var some = store.read(in -> source.after(in, from, watched));
      watched.passed(some.position());
      if (some.position() > from) {
        to.write(some.messages());
        metrics.sent(source.stream(), some.messages().size());
        written.put(source.stream(), some.position());
        marks.add(new Mark(System.nanoTime(), source, some.position()));
      }
      more |= some.more();
    }
    settle(to);
    return more ? Duration.ZERO : IDLE;
  }

  /** Cursors follow what was written a while ago, as long as the connection is still there. */
  private void settle(Connection to) {
    var reached = new EnumMap<SyslogSettings.Stream, Mark>(SyslogSettings.Stream.class);
    long now = System.nanoTime();
    while (!marks.isEmpty() && now - marks.getFirst().nanos() > SETTLED.toNanos()) {
      var mark = marks.removeFirst();
      reached.put(mark.source().stream(), mark);
    }
    if (to.works()) {
      reached.values().forEach(mark -> cursors.advance(mark.source(), mark.position()));
    }
  }

  private Duration failed(IOException cause) {
    disconnect();
    metrics.failed();
    var why =
        TlsFailure.of(cause)
            .map(TlsFailure::sentence)
            .or(() -> Optional.ofNullable(cause.getMessage()));
    var wait = pause;
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    LOG.atWarn()
        .addKeyValue("cause", why.orElse(cause.toString()))
        .addKeyValue("again-in", wait.toSeconds() + "s")
        .log("syslog-not-sent");
    return wait;
  }

  private void disconnect() {
    var now = connection;
    connection = null;
    metrics.connected(false);
    if (now != null) {
      now.close();
    }
  }

  /** Ends; what has not settled is sent again by whoever comes next. */
  @Override
  public void close() {
    stop.countDown();
    var now = connection;
    if (now != null) {
      now.close();
    }
    try {
      thread.join(Duration.ofSeconds(15));
      cursors.release();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      LOG.atDebug().addKeyValue("cause", e.getMessage()).log("syslog-lease-not-released");
    }
    disconnect();
    collector.close();
  }
}

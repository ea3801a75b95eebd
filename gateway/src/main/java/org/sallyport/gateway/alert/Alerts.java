package org.sallyport.gateway.alert;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.gateway.alert.Alert.Kind;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators: the log at once, mail and webhooks in the background, each tried a few
 * times and independent of the others. Any thread may call; {@link #raise} does not block.
 */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final int TRIES = 4;

  private final List<Channel> channels;
  private final String node;
  private final Duration pause;
  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();

  Alerts(List<Channel> channels, String node, Duration pause) {
    this.channels = List.copyOf(channels);
    this.node = node;
    this.pause = pause;
  }

  /**
   * Reads the files that the settings name; connects to nobody. Blocks.
   *
   * @param node the name of this gateway in messages
   */
  public static Loaded<Alerts> open(AlertSettings settings, String node) {
    var channels = new ArrayList<Channel>();
    var problems = new ArrayList<TlsProblem>();
    settings.mail().ifPresent(mail -> add(MailChannel.open(mail), channels, problems));
    settings.webhooks().forEach(hook -> add(WebhookChannel.open(hook), channels, problems));
    return problems.isEmpty()
        ? Loaded.ready(new Alerts(channels, node, Duration.ofSeconds(20)))
        : new Loaded.Refused<>(problems);
  }

  private static void add(
      Loaded<Channel> opened, List<Channel> channels, List<TlsProblem> problems) {
    switch (opened) {
      case Loaded.Ready<Channel>(var channel, _) -> channels.add(channel);
      case Loaded.Refused<Channel>(var why) -> problems.addAll(why);
    }
  }

  /** Tells. */
  public void raise(Alert alert) {
    LOG.atWarn()
        .addKeyValue("kind", alert.kind().word())
        .addKeyValue("subject", alert.subject())
        .log("alert");
    adder(alert.kind()).increment();
    channels.forEach(channel -> sending.execute(() -> send(channel, alert)));
  }

  private LongAdder adder(Kind kind) {
    return counts.computeIfAbsent(kind, _ -> new LongAdder());
  }

  private void send(Channel channel, Alert alert) {
    for (int tries = 1; !Thread.currentThread().isInterrupted(); tries++) {
      try {
        channel.send(alert, node);
        return;
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("channel", channel.name())
            .addKeyValue("kind", alert.kind().word())
            .addKeyValue("cause", e.getMessage())
            .addKeyValue("final", tries == TRIES)
            .log("alert-not-sent");
      }
      if (tries == TRIES || !rested(pause.multipliedBy(tries))) {
        return;
      }
    }
  }

  private static boolean rested(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many were raised since the start. */
  public long raised(Kind kind) {
    return adder(kind).sum();
  }

  /** Gives up what is not sent yet. */
  @Override
  public void close() {
    sending.shutdownNow();
  }
}

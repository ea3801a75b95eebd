package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on this node what the queue has: at once what was submitted here, and within {@link #EVERY}
 * what other nodes left. Connections work for one next hop each, several at the same time, and take
 * message after message. {@link #start}, {@link #drain} and {@link #close} are called by one thread
 * and block.
 */
public final class QueueWorkers implements AutoCloseable {
  /** How often the store is asked for what other nodes have left, and what has become due. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final Duration RENEWAL = Holder.LEASE.dividedBy(6);

  /** For how long a connection waits for more. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** Those that rest are among them, so there are more than can have work. */
  private static final int LANES_AT_ONCE = 5_000;

  /** Deliveries of all lanes, and so connections, at the same time. */
  private static final int MOST_IN_HAND = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(QueueWorkers.class);

  private final MailQueue queue;
  private final Vault vault;
  private final NextHops hops;
  private final SmtpClient client;
  private final Backoff backoff;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private final Semaphore bell = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread looking = Thread.ofVirtual().name("mail-queue").unstarted(this::look);
  private final Thread renewing =
      Thread.ofVirtual().name("mail-queue-leases").unstarted(this::renew);
  private volatile boolean draining;
  private volatile boolean tookBack;

  QueueWorkers(MailQueue queue, Vault vault, NextHops hops, ClientParameters parameters) {
    this.queue = queue;
    this.vault = vault;
    this.hops = hops;
    this.client = SmtpClient.open(parameters);
    var settings = queue.parameters().settings();
    this.backoff =
        new Backoff(
            settings.firstRetry(),
            settings.longestRetry(),
            () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Workers for a queue; nothing is sent before {@link #start}. */
  public static QueueWorkers of(MailQueue queue, Vault vault, NextHops hops) {
    return new QueueWorkers(
        queue, vault, hops, ClientParameters.named(queue.parameters().reporter()));
  }

  /** Begins to send, once the vault is open. */
  public void start() {
    queue.serve(new Arriving());
    looking.start();
    renewing.start();
  }

  private final class Arriving implements MailQueue.Intake {
    @Override
    public boolean hasRoom(String lane) {
      return isFree() && lane(lane).room(queue.clock().instant()) > 0;
    }

    @Override
    public void take(Leased delivery) {
      if (!draining) { // else it is given back at the end, with all that is in hand
        hand(delivery);
      }
    }

    @Override
    public void ring() {
      bell.release();
    }

    @Override
    public void arouse() {
      lanes.values().forEach(Lane::arouse);
      bell.release();
    }
  }

  private boolean isFree() {
    return !draining && queue.inHand() < MOST_IN_HAND;
  }

  private Lane lane(String name) {
    return lanes.computeIfAbsent(
        name, _ -> new Lane(name, queue.parameters().settings().connectionsPerHop(), backoff));
  }

  private void hand(Leased delivery) {
    var lane = lane(delivery.lane());
    if (lane.add(delivery)) {
      threads.execute(() -> work(lane));
    }
  }

  private void look() {
    while (ended.getCount() > 0) {
      try {
        if (vault.isOpen() && !draining) {
          round();
        }
        if (bell.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (StoreException e) {
        LOG.atWarn()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("mail-queue-unknown");
        pause(EVERY);
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) { // a mistake of ours must not end the sending for good
        LOG.atError().setCause(e).log("mail-queue-broken");
        pause(EVERY);
      }
    }
  }

  /** Takes what is due and finds room here. */
  void round() {
    if (!tookBack) {
      int back = queue.takeBack();
      tookBack = true;
      if (back > 0) {
        LOG.atInfo().addKeyValue("deliveries", back).log("mail-queue-taken-back");
      }
    }
    var now = queue.clock().instant();
    lanes.values().removeIf(lane -> lane.name().indexOf(' ') > 0 && lane.isIdle(now));
    for (var due : queue.due(LANES_AT_ONCE)) {
      int room = lane(due.lane()).room(queue.clock().instant());
      if (room > 0 && isFree()) {
        queue.lease(due.lane(), (int) Math.min(room, due.count())).forEach(this::hand);
      }
    }
  }

  private void renew() {
    while (!isEnded(RENEWAL)) {
      try {
        queue.renew();
      } catch (StoreException e) {
        LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-queue-leases-not-renewed");
      } catch (RuntimeException e) { // leases that nobody renews are another node's to take
        LOG.atError().setCause(e).log("mail-queue-renewal-broken");
      }
    }
  }

  private boolean isEnded(Duration wait) {
    try {
      return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void pause(Duration time) {
    if (isEnded(time)) {
      LOG.atDebug().log("mail-queue-ends");
    }
  }

  private void work(Lane lane) {
    try (var sender =
        new Sender(client, hops, queue.parameters().lanes(), queue.contents(), queue::ending)) {
      @Nullable Leased next = lane.next(Duration.ZERO).orElse(null);
      while (next != null) {
        if (lane.hasBecomeShort()) {
          bell.release(); // the store may have more of the lane
        }
        deliver(lane, sender, next);
        next = lane.next(sender.isOpen() && !draining ? IDLE : Duration.ZERO).orElse(null);
      }
    }
    bell.release(); // the store may have more of the lane
  }

  private void deliver(Lane lane, Sender sender, Leased delivery) {
    try {
      var tried = sender.send(delivery);
      if (tried.absent()) {
        absent(lane, tried);
      } else if (tried.via().hop().isPresent() && lane.present()) {
        LOG.atInfo().addKeyValue("lane", lane.name()).log("mail-next-hop-is-back");
        queue.wake(lane.name());
      }
      settle(delivery, tried);
    } catch (RuntimeException e) { // others are tried; this one again when its lease is over
      LOG.atError().addKeyValue("message", delivery.message()).setCause(e).log("mail-try-broken");
      queue.forget(delivery);
      sender.close();
    }
  }

  /** Nobody need call again for each of those that wait for the same next hop. */
  private void absent(Lane lane, Sender.Tried tried) {
    var outcome = tried.outcomes().getFirst();
    for (var other : lane.absent(queue.clock().instant())) {
      settle(other, Sender.Tried.all(other, outcome, true));
    }
    LOG.atWarn()
        .addKeyValue("lane", lane.name())
        .addKeyValue("cause", outcome)
        .log("mail-next-hop-absent");
  }

  private void settle(Leased delivery, Sender.Tried tried) {
    queue.settle(delivery, tried.outcomes(), tried.via());
  }

  /** Whether the fixed next hop of the route is known not to be there. */
  boolean isAbsent(Route route) {
    var lane = lanes.get(route.word());
    return lane != null && lane.isResting();
  }

  /** What works less well than it should, a phrase each; next hops that DNS names left out. */
  public List<String> impaired() {
    return Arrays.stream(Route.values())
        .filter(this::isAbsent)
        .map(route -> "mail-next-hop: " + route.word() + ": mail waits for it in the queue")
        .toList();
  }

  /** Connections that work now, of all lanes. */
  int connections() {
    return lanes.values().stream().mapToInt(Lane::running).sum();
  }

  /** In Prometheus' text format; empty where the store cannot be read. */
  public String metrics() {
    return QueueMetrics.of(queue, connections());
  }

  /** Begins nothing new, and waits until what is in hand has ended, or for the time. */
  public void drain(Duration time) {
    draining = true;
    queue.serve(MailQueue.Intake.CLOSED);
    for (var lane : lanes.values()) {
      giveBack(lane.close());
    }
    long end = System.nanoTime() + time.toNanos();
    try {
      for (var lane : lanes.values()) {
        if (!lane.awaitEnd(end - System.nanoTime())) {
          LOG.atWarn().addKeyValue("lane", lane.name()).log("mail-drain-took-too-long");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack(List<Leased> deliveries) {
    try {
      deliveries.forEach(queue::giveBack);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-not-given-back");
    }
  }

  /** Ends what is in hand; whose answer did not come is tried again by another node. */
  @Override
  public void close() {
    drain(Duration.ZERO);
    ended.countDown();
    looking.interrupt();
    renewing.interrupt();
    client.close();
    try {
      for (var lane : lanes.values()) {
        lane.awaitEnd(Duration.ofSeconds(5).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    try {
      queue.renew();
      queue.giveAllBack();
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-not-given-back");
    }
  }
}

package org.sallyport.encryption.mailqueue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.encryption.receipt.Receipts;
import org.sallyport.kernel.Ids;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of a store: what is handed in is sent by some node, once the transaction is durable.
 * Any thread.
 */
public final class MailQueue {
  private static final Logger LOG = LoggerFactory.getLogger(MailQueue.class);

  /** For how long a lease is renewed that nobody settles, because somebody is broken. */
  private static final Duration WORK = Duration.ofDays(1);

  private final Store store;
  private final Contents contents;
  private final QueueParameters parameters;
  private final InstantSource clock;
  private final Holder holder;
  private final Settlement settlement;
  private final Map<String, Instant> held = new ConcurrentHashMap<>();

  /** Those of them that their submitters hand over themselves. */
  private final Set<String> submitters = ConcurrentHashMap.newKeySet();

  private final Queue<Unsettled> unsettled = new ConcurrentLinkedQueue<>();
  private volatile Intake intake = Intake.CLOSED;
  private volatile HandedOver handedOver = HandedOver.NOWHERE;

  /** Who sends on this node. */
  interface Intake {
    /** Nobody. */
    Intake CLOSED =
        new Intake() {
          @Override
          public boolean hasRoom(String lane) {
            return false;
          }

          @Override
          public void take(Leased delivery) {
            throw new IllegalStateException("nobody sends here");
          }

          @Override
          public void ring() {
            // another node looks from time to time
          }

          @Override
          public void arouse() {
            // as above
          }
        };

    /** Whether a delivery of the lane would be tried soon. */
    boolean hasRoom(String lane);

    /** Tries it; does not block. */
    void take(Leased delivery);

    /** Something is due. */
    void ring();

    /** Everything is to be tried now, next hops that rest included. */
    void arouse();
  }

  /** The queue of a store. */
  public MailQueue(
      Store store,
      Contents contents,
      QueueParameters parameters,
      DeliveryEvents events,
      InstantSource clock) {
    this.store = store;
    this.contents = contents;
    this.parameters = parameters;
    this.clock = clock;
    this.holder = Holder.of(parameters.node());
    var settings = parameters.settings();
    var backoff =
        new Backoff(
            settings.firstRetry(),
            settings.longestRetry(),
            () -> ThreadLocalRandom.current().nextDouble());
    this.settlement = new Settlement(this, contents, events, backoff);
  }

  /**
   * Takes a message, to be sent once the transaction is durable.
   *
   * @throws IllegalStateException if its content is not kept
   */
  public void submit(Transaction in, Submission submission) {
    var by = intake;
    for (var delivery : insert(in, submission)) {
      var now = clock.instant();
      if (by.hasRoom(delivery.lane())) {
        DeliveryTable.insert(in, delivery, now, now.plus(Holder.LEASE), holder);
        in.afterCommit(() -> hand(delivery, by));
      } else {
        DeliveryTable.insert(in, delivery, now, Instant.EPOCH, new Holder("", ""));
        in.afterCommit(by::ring);
      }
    }
  }

  private void hand(Leased delivery, Intake by) {
    held.put(delivery.id(), clock.instant().plus(WORK));
    by.take(delivery);
  }

  /**
   * Takes a message that the caller tries to hand over itself once the transaction is durable, and
   * then settles, gives back or forgets. Should it not, because the process dies, a node sends it.
   *
   * @return a delivery for each next hop; its recipients are all of the submission's where the next
   *     hop is fixed
   */
  public List<Leased> submitLeased(Transaction in, Submission submission) {
    var all = insert(in, submission);
    for (var delivery : all) {
      var now = clock.instant();
      DeliveryTable.insert(in, delivery, now, now.plus(Holder.LEASE), holder);
      in.afterCommit(
          () -> {
            held.put(delivery.id(), now.plus(WORK));
            submitters.add(delivery.id());
          });
    }
    return all;
  }

  /** Writes the message alone. */
  private List<Leased> insert(Transaction in, Submission submission) {
    var now = clock.instant();
    var id = Ids.next('q');
    var size = size(in, submission.content());
    var expires = now.plus(parameters.settings().giveUpAfter());
    in.run(
        "INSERT INTO mail_queue (id, content, size, route, sender, parameters, trace, reports,"
            + " created, expires) VALUES (?,?,?,?,?,?,?,?,?,?)",
        id,
        submission.content(),
        size,
        submission.route().name(),
        EnvelopeText.address(submission.from()),
        EnvelopeText.of(submission.from(), submission.parameters()),
        submission.trace(),
        submission.reports(),
        now,
        expires);
    var lanes = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < submission.to().size(); i++) {
      var lane = parameters.lanes().of(submission.route(), submission.to().get(i).address());
      lanes.computeIfAbsent(lane, _ -> new ArrayList<>()).add(i);
    }
    var all = new ArrayList<Leased>();
    lanes.forEach(
        (lane, places) ->
            all.add(
                new Leased(
                    Ids.next('d'),
                    id,
                    lane,
                    submission.route(),
                    new Envelope(
                        submission.from(),
                        submission.parameters(),
                        places.stream().map(submission.to()::get).toList()),
                    places.stream().map(Integer::longValue).toList(),
                    submission.content(),
                    size,
                    submission.trace(),
                    submission.reports(),
                    0,
                    false,
                    now,
                    expires)));
    return all;
  }

  private static long size(Transaction in, String content) {
    return in.first(
            "SELECT size FROM contents WHERE id = ? AND uses > 0",
            row -> row.number("size"),
            content)
        .orElseThrow(() -> new IllegalStateException("no content " + content));
  }

  /**
   * Says what came of a delivery, whose next hop tells senders of success by itself. Writes, and
   * reports to the sender where something is to be told; what was deferred or is unknown waits for
   * its next try.
   *
   * @param outcomes one for each recipient of the delivery's envelope, in their order
   */
  public void settle(Leased leased, List<Outcome> outcomes) {
    settle(leased, outcomes, Via.NOBODY);
  }

  /**
   * The same, and by whom it went. Where the store does not take it, it is written as soon as the
   * store does, and the delivery stays this node's until then.
   */
  public void settle(Leased leased, List<Outcome> outcomes, Via via) {
    handedOver.taken(leased, outcomes);
    try {
      settlement.settle(leased, outcomes, via);
      forget(leased);
      handedOver.settled(leased, outcomes);
    } catch (StoreException | UncheckedIOException | LockedException e) {
      LOG.atWarn()
          .addKeyValue("message", leased.message())
          .addKeyValue("cause", e.getMessage())
          .log("mail-try-not-noted");
      unsettled.add(new Unsettled(leased, outcomes, via));
    }
  }

  private record Unsettled(Leased leased, List<Outcome> outcomes, Via via) {}

  /** Gives a delivery back that was not tried; the next one who has time takes it. */
  public void giveBack(Leased leased) {
    write(in -> DeliveryTable.giveBack(in, leased.id(), holder));
    forget(leased);
    intake.ring();
  }

  /** Takes some of a lane that are due. */
  List<Leased> lease(String lane, int most) {
    var now = clock.instant();
    List<Leased> taken =
        store.write(in -> DeliveryTable.lease(in, lane, most, now, now.plus(Holder.LEASE), holder));
    taken.forEach(each -> held.put(each.id(), now.plus(WORK)));
    return taken;
  }

  List<DeliveryTable.DueLane> due(int most) {
    var now = clock.instant();
    return store.read(in -> DeliveryTable.due(in, now, most));
  }

  /** Keeps for this node what it has in hand, and writes down what could not be written. */
  void renew() {
    for (int i = unsettled.size(); i > 0; i--) {
      var each = unsettled.poll();
      if (each != null) {
        settle(each.leased(), each.outcomes(), each.via());
      }
    }
    var now = clock.instant();
    held.values().removeIf(until -> until.isBefore(now));
    submitters.retainAll(held.keySet());
    var ids = List.copyOf(held.keySet());
    if (!ids.isEmpty()) {
      var until = now.plus(Holder.LEASE);
      write(in -> ids.forEach(id -> DeliveryTable.renew(in, id, holder, until)));
    }
  }

  /**
   * Where this node notes at once what next hops have taken; said before workers start.
   *
   * @param again whether what is in doubt is sent again
   */
  public void noting(Receipts receipts, boolean again) {
    handedOver = new HandedOver(receipts, again);
  }

  /** The last of a delivery is about to go to the next hop, whose answer is settled next. */
  public void ending(Leased leased) {
    handedOver.ending(leased);
  }

  /** How many deliveries this node has in hand. */
  int inHand() {
    return held.size();
  }

  /**
   * Former starts of this node have ended. What their next hops have taken is not sent again: where
   * the store does not take that, nothing is taken back.
   *
   * @throws StoreException and nothing of the node is to be sent before it was called again
   */
  int takeBack() {
    var left = new TreeSet<>(handedOver.left().keySet());
    left.addAll(handedOver.doubtful());
    for (var id : left) {
      // What was in doubt and another node has tried since is that node's to tell.
      boolean known = handedOver.left().containsKey(id);
      store
          .<Optional<Leased>>read(
              in ->
                  known || DeliveryTable.isLeft(in, id, holder)
                      ? DeliveryTable.find(in, id)
                      : Optional.empty())
          .ifPresent(leased -> settlement.settle(leased, handedOver.outcomes(leased), Via.NOBODY));
      handedOver.forget(id);
    }
    return store.write(in -> DeliveryTable.takeBack(in, holder));
  }

  /**
   * The workers have nothing in hand any more. What a submitter is handing over just now, another
   * node takes when its lease is over: by then the next hop has it, or the process has ended.
   */
  void giveAllBack() {
    var kept = Set.copyOf(submitters);
    write(in -> DeliveryTable.giveAllBack(in, holder, kept));
    held.keySet().retainAll(kept);
  }

  /** The next hop of a lane is there again. */
  void wake(String lane) {
    var now = clock.instant();
    write(in -> DeliveryTable.wake(in, lane, now));
    intake.ring();
  }

  void serve(Intake by) {
    intake = by;
  }

  void write(Consumer<Transaction> work) {
    store.write(
        in -> {
          work.accept(in);
          return true;
        });
  }

  Holder holder() {
    return holder;
  }

  QueueParameters parameters() {
    return parameters;
  }

  Contents contents() {
    return contents;
  }

  InstantSource clock() {
    return clock;
  }

  QueueCounts counts() {
    return settlement.counts();
  }

  /** What administrators see and do. */
  public QueueList list() {
    return new QueueList(store, this);
  }

  /** Somebody wants to see something tried now. */
  void arouse() {
    intake.arouse();
  }

  /** Leaves a delivery to whoever comes when its lease is over. */
  public void forget(Leased leased) {
    held.remove(leased.id());
    submitters.remove(leased.id());
  }

  /** Takes deliveries that nobody has in hand, by their ids. */
  List<Leased> take(Transaction in, List<String> ids) {
    var now = clock.instant();
    var taken = new ArrayList<Leased>();
    for (var id : ids) {
      if (DeliveryTable.take(in, id, now, now.plus(Holder.LEASE), holder)) {
        DeliveryTable.find(in, id).ifPresent(taken::add);
      }
    }
    return taken;
  }

  /** Forgets a delivery that is this node's. */
  void drop(Leased delivery) {
    write(in -> settlement.drop(in, delivery));
    forget(delivery);
  }
}

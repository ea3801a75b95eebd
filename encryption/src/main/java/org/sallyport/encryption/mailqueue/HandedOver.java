package org.sallyport.encryption.mailqueue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.encryption.receipt.Receipts;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.wire.smtp.Reply;

/**
 * Recipients whose mail a next hop has taken, noted at the node before the store is told, so that a
 * process that is killed in between does not send it again. Any thread.
 */
final class HandedOver {
  /** Where no file is, nothing is noted. */
  static final HandedOver NOWHERE = new HandedOver(Optional.empty(), false);

  private static final String KIND = "delivery:";
  private static final Reply BEFORE = Reply.of(250, "2.0.0", "taken before this node was ended");
  private static final Reply NOT_YET =
      Reply.of(451, "4.3.0", "the node was ended while it was handed over");

  private static final Reply IN_DOUBT =
      Reply.of(550, "5.4.2", "the node was ended while it was sent; it may have arrived");

  private final Optional<Receipts> receipts;
  private final Map<String, Set<Long>> left;
  private final Set<String> doubtful;
  private final boolean again;

  HandedOver(Receipts receipts, boolean again) {
    this(Optional.of(receipts), again);
  }

  private HandedOver(Optional<Receipts> receipts, boolean again) {
    this.receipts = receipts;
    this.left = left(receipts);
    this.doubtful =
        ours(receipts.map(Receipts::doubtful).orElse(Set.of()))
            .collect(Collectors.toUnmodifiableSet());
    this.again = again;
  }

  /** The last of it is about to go to the next hop. */
  void ending(Leased delivery) {
    receipts.ifPresent(to -> to.ending(KIND + delivery.id()));
  }

  /** The next hop has just answered. */
  void taken(Leased delivery, List<Outcome> outcomes) {
    receipts.ifPresent(
        to -> {
          accepted(delivery, outcomes).forEach(to::taken);
          to.notTaken(KIND + delivery.id()); // each recipient's own line says more
        });
  }

  /** The store knows. */
  void settled(Leased delivery, List<Outcome> outcomes) {
    receipts.ifPresent(to -> accepted(delivery, outcomes).forEach(to::settled));
  }

  private static List<String> accepted(Leased delivery, List<Outcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(i -> outcomes.get(i) instanceof Outcome.Accepted)
        .mapToObj(i -> name(delivery.id(), delivery.numbers().get(i)))
        .toList();
  }

  private static String name(String delivery, long number) {
    return KIND + delivery + ":" + number;
  }

  private static Map<String, Set<Long>> left(Optional<Receipts> receipts) {
    var left = new TreeMap<String, Set<Long>>();
    ours(receipts.map(Receipts::unsettled).orElse(Set.of()))
        .map(each -> each.split(":", 2))
        .forEach(
            each ->
                left.computeIfAbsent(each[0], _ -> new TreeSet<>()).add(Long.parseLong(each[1])));
    return left;
  }

  /** What a former process has left: recipients by their number, for each delivery. */
  Map<String, Set<Long>> left() {
    return left;
  }

  private static Stream<String> ours(Set<String> all) {
    return all.stream()
        .filter(each -> each.startsWith(KIND))
        .map(each -> each.substring(KIND.length()));
  }

  /** Deliveries that a former process has sent whole, and of which no answer is known. */
  Set<String> doubtful() {
    return doubtful;
  }

  /** The store was told of what was left. */
  void forget(String delivery) {
    receipts.ifPresent(
        to -> {
          left.getOrDefault(delivery, Set.of())
              .forEach(number -> to.settled(name(delivery, number)));
          to.settled(KIND + delivery);
        });
  }

  /** What a delivery has come to with what was left. */
  List<Outcome> outcomes(Leased delivery) {
    var taken = left.getOrDefault(delivery.id(), Set.of());
    Outcome others =
        doubtful.contains(delivery.id()) && !again
            ? new Outcome.Refused(IN_DOUBT)
            : new Outcome.Deferred(NOT_YET);
    return delivery.numbers().stream()
        .map(number -> taken.contains(number) ? new Outcome.Accepted(BEFORE) : others)
        .toList();
  }
}

package org.sallyport.encryption.mailqueue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.content.Contents;
import org.sallyport.smtp.client.Attempt;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.wire.smtp.Reply;

/** One connection to a lane's next hop, for as many deliveries as it lasts. One thread. */
final class Sender implements AutoCloseable {
  /** Messages of one connection; many servers end it at about as many. */
  private static final int MOST = 100;

  private static final int LONGEST = 400;

  private final SmtpClient client;
  private final NextHops hops;
  private final Lanes lanes;
  private final Contents contents;
  private final Consumer<Leased> ending;
  private @Nullable SmtpConnection connection;
  private int messages;

  Sender(
      SmtpClient client, NextHops hops, Lanes lanes, Contents contents, Consumer<Leased> ending) {
    this.ending = ending;
    this.client = client;
    this.hops = hops;
    this.lanes = lanes;
    this.contents = contents;
  }

  /**
   * What came of a try.
   *
   * @param absent whether no next hop was there
   */
  record Tried(List<Outcome> outcomes, Via via, boolean absent) {
    static Tried all(Leased delivery, Outcome outcome, boolean absent) {
      return new Tried(
          Collections.nCopies(delivery.envelope().to().size(), outcome), Via.NOBODY, absent);
    }
  }

  boolean isOpen() {
    return connection != null;
  }

  /** Tries a delivery. Blocks within the limits of SMTP. */
  Tried send(Leased delivery) {
    var groups = new LinkedHashMap<String, List<Integer>>();
    var to = delivery.envelope().to();
    for (int i = 0; i < to.size(); i++) {
      groups
          .computeIfAbsent(lanes.of(delivery.route(), to.get(i).address()), _ -> new ArrayList<>())
          .add(i);
    }
    if (groups.size() == 1 && groups.containsKey(delivery.lane())) {
      return send(delivery, delivery.envelope());
    }
    return split(delivery, groups);
  }

  /** It was taken while the settings had other next hops. */
  private Tried split(Leased delivery, Map<String, List<Integer>> groups) {
    var outcomes = new Outcome[delivery.envelope().to().size()];
    Via via = Via.NOBODY;
    boolean absent = true;
    for (var places : groups.values()) {
      close();
      var envelope = delivery.envelope();
      var part =
          new Envelope(
              envelope.from(),
              envelope.parameters(),
              places.stream().map(envelope.to()::get).toList());
      var tried = send(delivery, part);
      for (int i = 0; i < places.size(); i++) {
        outcomes[places.get(i)] = tried.outcomes().get(i);
      }
      absent &= tried.absent();
      via = tried.via();
    }
    close();
    return new Tried(List.of(outcomes), via, absent);
  }

  private Tried send(Leased delivery, Envelope envelope) {
    var kept = connection;
    if (kept != null) {
      var tried = deliver(kept, delivery, envelope);
      if (connection != null
          || !tried.outcomes().stream().allMatch(Outcome.Deferred.class::isInstance)) {
        return tried;
      }
      // The next hop had ended a connection that was idle, which says nothing of the message.
    }
    return switch (hops.hops(delivery.route(), envelope.to().getFirst().address().domain())) {
      case NextHops.Hops.None(var reply) ->
          new Tried(
              Collections.nCopies(envelope.to().size(), Outcome.of(reply)),
              Via.NOBODY,
              !reply.isPermanent());
      case NextHops.Hops.Found(var found) -> dial(found, delivery, envelope);
    };
  }

  private Tried dial(List<NextHop> found, Leased delivery, Envelope envelope) {
    return switch (client.call(found)) {
      case Dialled.Ready(var opened, _) -> {
        connection = opened;
        messages = 0;
        yield deliver(opened, delivery, envelope);
      }
      case Dialled.Unreachable unreachable ->
          new Tried(
              Collections.nCopies(envelope.to().size(), new Outcome.Deferred(absence(unreachable))),
              Via.NOBODY,
              true);
    };
  }

  /** RFC 5321 section 4.2.4.2 lets a greeting of 5xx be passed over: the server may recover. */
  private static Reply absence(Dialled.Unreachable unreachable) {
    var why = unreachable.reason().replaceAll("\\p{Cntrl}+", " ");
    var said =
        unreachable.failed().stream().map(Attempt::reply).flatMap(Optional::stream).findFirst();
    var text = (said.isPresent() ? "refused: " : "not there: ") + why;
    return Reply.of(451, "4.4.1", text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  private Tried deliver(SmtpConnection open, Leased delivery, Envelope envelope) {
    var text = new QueuedText(contents, delivery.content(), delivery.size());
    var via = Via.of(open);
    var outcomes = open.deliver(envelope, text, () -> ending.accept(delivery));
    messages++;
    if (messages >= MOST) {
      close();
    } else if (!outcomes.stream().allMatch(Outcome.Accepted.class::isInstance)) {
      closeUnlessAlive(open);
    }
    return new Tried(outcomes, via, false);
  }

  private void closeUnlessAlive(SmtpConnection open) {
    try {
      if (!open.reset().isPositive()) {
        close();
      }
    } catch (IOException gone) {
      open.abort();
      connection = null;
    }
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}

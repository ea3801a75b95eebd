package org.sallyport.director.pool;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;

/** The long form of a decision over one snapshot. */
record Explainer(PoolSettings settings, PoolSnapshot snapshot) {

  Explanation explain(String pool, @Nullable Member pinned, Optional<Instant> pinnedUntil) {
    var decision = snapshot.peek(pinned, 0);
    return new Explanation(
        pool,
        words(settings.policy()) + ", fail-back " + words(settings.failBack()),
        decision instanceof Decision.Chosen chosen
            ? Optional.of(chosen.member().name())
            : Optional.empty(),
        decision.reason().text(),
        until(decision, pinnedUntil),
        wouldMove(decision),
        snapshot.sharedCause(),
        snapshot.standings.stream().map(this::state).toList());
  }

  private static String until(Decision decision, Optional<Instant> pinnedUntil) {
    return switch (decision) {
      case Decision.Wait wait -> "until a check ends";
      case Decision.Refused refused -> "until a member takes sessions again";
      case Decision.Chosen chosen
          when chosen.reason().kind() == Reason.Kind.PERSISTENCE && pinnedUntil.isPresent() ->
          "until " + pinnedUntil.get() + " if it is not used again";
      case Decision.Chosen chosen when settled(chosen.reason().kind()) ->
          "as long as " + chosen.member().name() + " takes its sessions";
      case Decision.Chosen chosen -> "for this session; the next new one is decided anew";
    };
  }

  private static boolean settled(Reason.Kind kind) {
    return switch (kind) {
      case PERSISTENCE, INCUMBENT, ORDER -> true;
      case WEIGHT, TURN, FEWEST, MOVED, RETRY, NO_MEMBER, FIRST_CHECK -> false;
    };
  }

  private List<String> wouldMove(Decision decision) {
    if (!(decision instanceof Decision.Chosen chosen)) {
      return List.of();
    }
    var name = chosen.member().name();
    var causes = new ArrayList<String>();
    causes.add(name + " goes down, or an administrator puts it into maintenance");
    if (chosen.reason().kind() == Reason.Kind.PERSISTENCE) {
      causes.add("the persistence entry ends or is cleared");
    } else {
      causes.add("an administrator drains " + name);
    }
    if (movesBack(chosen)) {
      causes.add("a member before " + name + " in the list is up and steady");
    }
    if (settings.policy() == PoolSettings.Policy.FAILOVER && newOrAll(chosen)) {
      causes.add("an administrator switches the pool to another member");
    }
    return causes;
  }

  private boolean movesBack(Decision.Chosen chosen) {
    return !snapshot.choice.rotates()
        && settings.failBack() != FailBack.NEVER
        && newOrAll(chosen)
        && snapshot.members.getFirst() != chosen.member();
  }

  /** Whether what happens to new sessions happens to this one. */
  private boolean newOrAll(Decision.Chosen chosen) {
    return settings.failBack() == FailBack.ALL || chosen.reason().kind() != Reason.Kind.PERSISTENCE;
  }

  private Explanation.State state(Standing standing) {
    var status = standing.status();
    return new Explanation.State(
        standing.member().name(),
        text(standing.member().address()),
        status.health(),
        status.admin(),
        status.since(),
        status.cause(),
        Sentences.standing(standing, snapshot.tiers, Pace.of(settings)));
  }

  private static String text(InetSocketAddress address) {
    var host = address.isUnresolved() ? address.getHostString() : literal(address);
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String literal(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package org.sallyport.director.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.FailBack;
import org.sallyport.director.settings.PoolSettings.Policy;

/**
 * A pool at one moment, with every common decision made in advance: in the steady state {@link
 * #decide} only looks one up. Immutable, but for the tickets, which go on from one snapshot to the
 * next.
 */
final class PoolSnapshot {
  final List<Standing> standings;
  final List<Member> members;
  final Tiers tiers;
  final Choice choice;

  /** When time alone makes another snapshot, in epoch milliseconds. */
  final long changesAt;

  /** Changes with the set of members that await a first verdict. */
  final long sequence;

  private final @Nullable Member[] byIndex = new @Nullable Member[Long.SIZE];
  private final Decision.@Nullable Chosen[] kept = new Decision.@Nullable Chosen[Long.SIZE];
  private final Decision.@Nullable Wait[] waits = new Decision.@Nullable Wait[Long.SIZE];
  private final AtomicLong tickets;

  /** Members, as bits, whose pinned sessions fail-back takes to {@link #home}. */
  final long strays;

  final @Nullable Member home;
  private final long awaitedByAll;
  private final Decision.Wait wait;
  private final Decision.Refused refused;
  private final Decision.Refused refusedAfterTrying;

  PoolSnapshot(
      PoolSettings settings,
      List<Member> members,
      List<Standing> standings,
      Incumbency incumbency,
      long sequence,
      AtomicLong tickets) {
    this.standings = standings;
    this.members = members;
    this.tiers = Tiers.of(standings);
    this.choice = choice(settings, standings, tiers, incumbency);
    this.tickets = tickets;
    this.sequence = sequence;
    this.changesAt = changesAt(standings, Pace.of(settings));
    this.home = home(settings);
    this.strays = strays(settings.policy() == Policy.FAILOVER && incumbency.switched());
    long awaited = 0;
    for (var standing : standings) {
      prepare(standing);
      awaited |= standing.awaitedByAll() ? standing.member().bit() : 0;
    }
    this.awaitedByAll = awaited;
    this.wait = new Decision.Wait(null, sequence, Sentences.FIRST_CHECK);
    this.refused = new Decision.Refused(Sentences.nobody(standings));
    this.refusedAfterTrying = new Decision.Refused(Sentences.ALL_TRIED);
  }

  private static Choice choice(
      PoolSettings settings, List<Standing> standings, Tiers tiers, Incumbency incumbency) {
    return switch (settings.policy()) {
      case FAILOVER -> FailoverChoice.of(standings, tiers, incumbency, settings.failBack());
      case ORDERED -> OrderedChoice.of(standings, tiers);
      case RATIO -> RotationChoice.byWeight(standings, tiers);
      case ROUND_ROBIN -> RotationChoice.byTurn(standings, tiers);
      case LEAST_CONNECTIONS -> LeastConnectionsChoice.of(standings, tiers);
    };
  }

  private static long changesAt(List<Standing> standings, Pace pace) {
    var next = pace.nextChange(standings);
    return next.equals(Instant.MAX) ? Long.MAX_VALUE : next.plusNanos(999_999).toEpochMilli();
  }

  /** The preferred member that everything returns to: one that is up and was never away. */
  private @Nullable Member home(PoolSettings settings) {
    if (settings.failBack() != FailBack.ALL || choice.rotates()) {
      return null;
    }
    var preferred = choice.choose(0, 0);
    return preferred != null && (tiers.up() & preferred.member().bit()) != 0
        ? preferred.member()
        : null;
  }

  /** Those that come after home in the list; all others where an administrator chose home. */
  private long strays(boolean switched) {
    long strays = 0;
    boolean after = switched;
    for (var member : members) {
      strays |= after && member != home ? member.bit() : 0;
      after |= member == home;
    }
    return home == null ? 0 : strays;
  }

  private void prepare(Standing standing) {
    var member = standing.member();
    byIndex[member.index()] = member;
    if (standing.keeps()) {
      kept[member.index()] = new Decision.Chosen(member, Sentences.kept(standing));
    } else if (standing.awaited()) {
      waits[member.index()] = new Decision.Wait(member, sequence, Sentences.FIRST_CHECK);
    }
  }

  /** Whom new sessions go to where the policy has one member for all; null otherwise. */
  @Nullable Member active() {
    var chosen = choice.rotates() ? null : choice.choose(0, 0);
    return chosen == null ? null : chosen.member();
  }

  boolean has(Member member) {
    return byIndex[member.index()] == member;
  }

  @Nullable Member member(String name) {
    for (var member : members) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** Why nobody is moved although nobody is up; empty unless one cause has degraded several. */
  Optional<String> sharedCause() {
    return tiers.shared() ? Optional.of(Sentences.shared(standings)) : Optional.empty();
  }

  /** Those that await a first verdict and would take somebody, as bits. */
  long awaited() {
    long bits = 0;
    for (var standing : standings) {
      bits |= standing.awaited() ? standing.member().bit() : 0;
    }
    return bits;
  }

  Decision decide(@Nullable Member pinned, long tried) {
    return decide(pinned, tried, true);
  }

  /** The same without drawing a ticket, for people who ask what would be. */
  Decision peek(@Nullable Member pinned, long tried) {
    return decide(pinned, tried, false);
  }

  private Decision decide(@Nullable Member pinned, long tried, boolean draw) {
    if (pinned == null) {
      return anyone(tried, draw);
    }
    boolean here = has(pinned);
    if (here && (tried & pinned.bit()) == 0) {
      var stays = kept[pinned.index()];
      if (stays != null && (strays & pinned.bit()) == 0) {
        return stays;
      }
      if (stays != null) {
        return home == null || (tried & home.bit()) != 0
            ? stays
            : new Decision.Chosen(home, Sentences.returned(home));
      }
      var waits = this.waits[pinned.index()];
      if (waits != null) {
        return waits;
      }
    }
    return moved(pinned, here, tried, draw);
  }

  private Decision moved(Member pinned, boolean here, long tried, boolean draw) {
    long without = here ? tried | pinned.bit() : tried;
    var other = choice.choose(without, ticket(draw));
    return other == null
        ? nobody(without)
        : new Decision.Chosen(other.member(), Sentences.moved(pinned, here, tried, other.reason()));
  }

  private Decision anyone(long tried, boolean draw) {
    var chosen = choice.choose(tried, ticket(draw));
    if (chosen == null) {
      return nobody(tried);
    }
    return tried == 0
        ? chosen
        : new Decision.Chosen(chosen.member(), Sentences.retried(chosen.reason()));
  }

  private Decision nobody(long tried) {
    if ((awaitedByAll & ~tried) != 0) {
      return wait;
    }
    return tiers.best(0) == 0 ? refused : refusedAfterTrying;
  }

  private long ticket(boolean draw) {
    if (!choice.rotates()) {
      return 0;
    }
    return draw ? tickets.getAndIncrement() : tickets.get();
  }
}

package org.sallyport.authority.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Health;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;

/** What an authority puts on the admin listener. */
public final class AuthorityPart implements AdminPart {
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  private final Domain domain;
  private final Decisions decisions;
  private final Tenants tenants;
  private final InstantSource clock;
  private volatile Known health = new Known(Instant.EPOCH, List.of());

  /** What was missing, and when that was found. */
  private record Known(Instant at, List<String> missing) {}

  /** The part of an authority that runs. */
  public AuthorityPart(Domain domain, Decisions decisions, Tenants tenants, InstantSource clock) {
    this.domain = domain;
    this.decisions = decisions;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public String role() {
    return "authority";
  }

  @Override
  public String summary() {
    return decisions.summary();
  }

  /** Whether it is healthy writes to the store, so an answer is believed for a second. */
  @Override
  public List<String> missing() {
    var known = health;
    var now = clock.instant();
    if (known.at.plus(BELIEVED).isBefore(now)) {
      known = new Known(now, ask());
      health = known;
    }
    return known.missing;
  }

  private List<String> ask() {
    return switch (domain.health()) {
      case Health.Ready _ -> List.of();
      case Health.Unwell(_, var message) -> List.of("the store does not work: " + message);
    };
  }

  @Override
  public List<Route> routes() {
    return UserPages.routes(domain, decisions, tenants, clock);
  }

  @Override
  public List<Shell.Link> links() {
    return List.of(new Shell.Link(Place.LIST, "Users"));
  }

  @Override
  public String metrics() {
    return decisions.metrics();
  }
}

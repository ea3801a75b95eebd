package org.sallyport.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.alert.AlertSettings;
import org.sallyport.gateway.alert.Alerts;
import org.sallyport.gateway.continuity.Continuity;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.gateway.continuity.ContinuitySettings;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.AuthorityClient;
import org.sallyport.gateway.factor.AuthorityLink;
import org.sallyport.gateway.factor.AuthorityLinkSettings;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.PushOrder;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second factor as one set of sections makes it: the link to the authority, continuity before
 * it, and who is told. Made anew where one of the sections changes.
 */
final class TwoFactors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TwoFactors.class);

  private final Optional<Sections> sections;
  private final Optional<Running> running;

  private TwoFactors(Optional<Sections> sections, Optional<Running> running) {
    this.sections = sections;
    this.running = running;
  }

  /** The sections that it follows from. */
  private record Sections(
      Optional<AuthorityLinkSettings> authority,
      ContinuitySettings continuity,
      AlertSettings alerts) {
    static Sections of(GatewaySettings settings) {
      return new Sections(settings.authority(), settings.continuity(), settings.alerts());
    }
  }

  /** What there is with an authority. */
  record Running(AuthorityLink link, Alerts alerts, Continuity continuity) {}

  /** What a gateway begins with; it fits no settings. */
  static TwoFactors none() {
    return new TwoFactors(Optional.empty(), Optional.empty());
  }

  /** Whether it is what the settings want. */
  boolean fits(GatewaySettings settings) {
    return sections.equals(Optional.of(Sections.of(settings)));
  }

  /**
   * What the settings want; connects to nobody.
   *
   * @param node the gateway's name, for alerts
   * @param problems takes what is wrong
   */
  static TwoFactors open(
      GatewaySettings settings, String node, InstantSource clock, List<String> problems) {
    var sections = Sections.of(settings);
    if (sections.authority().isEmpty()) {
      return new TwoFactors(Optional.of(sections), Optional.empty());
    }
    var authority = sections.authority().get();
    var opened =
        AuthorityLink.open(authority, clock)
            .then(
                link ->
                    Alerts.open(sections.alerts(), node)
                        .then(alerts -> continuity(sections, authority, link, alerts, clock)));
    return switch (opened) {
      case Loaded.Ready<Running>(var ready, _) ->
          new TwoFactors(Optional.of(sections), Optional.of(ready));
      case Loaded.Refused<Running>(var why) -> {
        why.stream().map(TlsProblem::toString).forEach(text -> problems.add("gateway: " + text));
        yield new TwoFactors(Optional.of(sections), Optional.empty());
      }
    };
  }

  private static Loaded<Running> continuity(
      Sections sections,
      AuthorityLinkSettings authority,
      AuthorityLink link,
      Alerts alerts,
      InstantSource clock) {
    var client = new AuthorityClient(link, authority, clock);
    return Continuity.open(sections.continuity(), link, client, alerts, clock)
        .then(continuity -> Loaded.ready(new Running(link, alerts, continuity)));
  }

  void start() {
    running.ifPresent(ready -> ready.continuity().start());
  }

  Optional<Running> running() {
    return running;
  }

  SecondFactor secondFactor(ContinuityChoice choice) {
    return running
        .map(ready -> ready.continuity().secondFactor(choice))
        .orElseGet(NoAuthority::new);
  }

  /** Without an authority nobody asks for it. */
  boolean available(ContinuityChoice choice) {
    return running.map(ready -> ready.continuity().available(choice)).orElse(true);
  }

  @Override
  public void close() {
    running.ifPresent(
        ready -> {
          try {
            ready.continuity().close();
          } catch (IOException e) {
            LOG.atError().addKeyValue("cause", e.toString()).log("continuity-close-failed");
          }
          ready.link().close();
          ready.alerts().close();
        });
  }

  /** The second factor of a gateway whose servers never ask for one. */
  private static final class NoAuthority implements SecondFactor {
    private static final Answer NOBODY =
        new Answer.Unavailable(Answer.Cause.UNREACHABLE, "the gateway has no authority");

    @Override
    public Enrolment factors(String user) {
      return new Enrolment.Unheard();
    }

    @Override
    public Answer check(String user, String code, String key) {
      return NOBODY;
    }

    @Override
    public Pushed push(String user, String key, PushOrder order) {
      return new Pushed.Decided(NOBODY);
    }

    @Override
    public Answer await(String user, String id, Duration patience) {
      return NOBODY;
    }
  }
}

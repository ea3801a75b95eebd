package org.sallyport.director;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.EventView;
import org.sallyport.director.admin.Readiness;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.metrics.Metrics;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.director.pool.Explanation;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.service.Service;
import org.sallyport.web.admin.ReloadOutcome;

/**
 * Administers a running director. Every command that is obeyed is an event with the name of who
 * gave it. Any thread but an event loop.
 */
public final class DirectorAdmin implements DirectorControl, AutoCloseable {
  private final Director director;
  private final About about;
  private final Function<String, ReloadOutcome> reload;
  private final DirectorViews views;
  private final Metrics metrics;
  private final Instant started;

  /**
   * What a director says of itself.
   *
   * @param node the name that its file gives it
   */
  public record About(String node, String version) {}

  /**
   * Administers {@code director}.
   *
   * @param reload reads the configuration anew, brings it into force and records what became of it;
   *     its argument is who asked
   */
  public DirectorAdmin(Director director, About about, Function<String, ReloadOutcome> reload) {
    this.director = director;
    this.about = about;
    this.reload = reload;
    this.views = new DirectorViews(director);
    this.started = director.clock().instant();
    this.metrics =
        new Metrics(
            new Metrics.Sources(
                director.pools(),
                director.health(),
                director::services,
                director.persistence()::size,
                director::accessLinesDropped,
                director.events()));
  }

  /** Begins to count events. */
  public void start() {
    metrics.start();
  }

  @Override
  public DirectorView view() {
    return new DirectorView(
        about.node(),
        about.version(),
        started,
        Duration.between(started, director.clock().instant()).toSeconds(),
        views.services(),
        views.pools());
  }

  @Override
  public Readiness readiness() {
    return views.readiness();
  }

  @Override
  public AdminOutcome drain(String pool, String member, String actor) {
    return command("drain", pool, member, actor, (in, one) -> in.drain(one, cause(actor)));
  }

  @Override
  public AdminOutcome resume(String pool, String member, String actor) {
    return command("resume", pool, member, actor, (in, one) -> in.resume(one, cause(actor)));
  }

  @Override
  public AdminOutcome maintenance(String pool, String member, String actor) {
    return command(
        "maintenance", pool, member, actor, (in, one) -> in.maintenance(one, cause(actor)));
  }

  @Override
  public AdminOutcome switchTo(String pool, String member, String actor) {
    return command("switch", pool, member, actor, (in, one) -> in.switchTo(one, cause(actor)));
  }

  private static String cause(String actor) {
    return "administrator " + actor;
  }

  private AdminOutcome command(
      String action,
      String pool,
      String member,
      String actor,
      BiFunction<Pool, Member, AdminOutcome> then) {
    var in = director.pools().pool(pool);
    if (in == null) {
      return new AdminOutcome.Refused("there is no pool " + pool + " any more");
    }
    var one = in.member(member);
    if (one == null) {
      return new AdminOutcome.Refused("pool " + pool + " has no member " + member + " any more");
    }
    var outcome = then.apply(in, one);
    if (outcome instanceof AdminOutcome.Done(String text)) {
      acted(actor, action, one.toString(), text);
    }
    return outcome;
  }

  private void acted(String actor, String action, String target, String detail) {
    director.events().record(new DirectorEvent.AdminAction(actor, action, target, detail));
  }

  @Override
  public ReloadOutcome reload(String actor) {
    return reload.apply(actor);
  }

  /** A service is found by its name, else by a server name that it answers to. */
  @Override
  public Optional<Explanation> explain(
      String service, InetAddress client, Optional<String> cookie) {
    var named = director.service(service);
    if (named.isPresent()) {
      return named.map(one -> SessionExplanation.of(one, client, cookie));
    }
    var name = service.toLowerCase(Locale.ROOT);
    return answering(name)
        .or(() -> answering("*" + name.substring(Math.max(0, name.indexOf('.')))))
        .map(one -> through(one, SessionExplanation.of(one, client, cookie)));
  }

  private Optional<Service> answering(String name) {
    return director.services().stream()
        .filter(service -> service.settings().looksAtNames())
        .filter(service -> service.settings().serverNames(service.name()).contains(name))
        .findFirst();
  }

  private static Explanation through(Service service, Explanation found) {
    var names = String.join(", ", service.settings().serverNames(service.name()));
    return new Explanation(
        found.pool(),
        found.policy(),
        found.member(),
        found.reason() + "; the name is one of service " + service.name() + ", " + names,
        found.until(),
        found.wouldMove(),
        found.sharedCause(),
        found.members());
  }

  @Override
  public AffinityTable.Page persistence(AffinityTable.Filter filter, int offset, int limit) {
    return director.persistence().list(filter, offset, limit);
  }

  @Override
  public boolean clearSession(String id, String actor) {
    boolean cleared = director.persistence().clear(id);
    if (cleared) {
      acted(actor, "clear-session", id, "1 session forgotten");
    }
    return cleared;
  }

  @Override
  public int clearSessions(AffinityTable.Filter filter, String actor) {
    int cleared = director.persistence().clear(filter);
    acted(actor, "clear-sessions", text(filter), cleared + " sessions forgotten");
    return cleared;
  }

  private static String text(AffinityTable.Filter filter) {
    var parts =
        filter.service().map(it -> "service " + it + " ").orElse("")
            + filter.member().map(it -> "member " + it + " ").orElse("")
            + filter.prefix().map(it -> "beginning with " + it).orElse("");
    return parts.isEmpty() ? "all" : parts.strip();
  }

  @Override
  public List<EventView> eventsAfter(long id) {
    return director.events().after(id).stream().map(DirectorAdmin::view).toList();
  }

  @Override
  public Subscription subscribe(Consumer<EventView> subscriber) {
    var subscription = director.events().subscribe(event -> subscriber.accept(view(event)));
    return subscription::close;
  }

  private static EventView view(EventLog.Recorded recorded) {
    var event = recorded.event();
    var fields = new LinkedHashMap<String, String>();
    event.fields().forEach(field -> fields.put(field.key(), field.value()));
    var severity =
        switch (event.severity()) {
          case INFO -> EventView.Severity.INFO;
          case WARNING -> EventView.Severity.WARNING;
        };
    return new EventView(recorded.id(), recorded.at(), severity, event.name(), fields);
  }

  @Override
  public String metrics() {
    return metrics.scrape();
  }

  /** Frees what metrics hold; the director goes on. */
  @Override
  public void close() {
    metrics.close();
  }
}

package org.sallyport.director.admin.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.EventView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.pool.Explanation;
import org.sallyport.web.admin.ReloadOutcome;
import org.sallyport.web.route.Json;

/**
 * Calls a director's API. Any thread; each call blocks, ten seconds at most, a reload for a minute.
 */
public final class AdminClient implements AutoCloseable {
  private static final int UNPROCESSABLE = 422;

  private final Connection connection;

  /** A client of the director at that target. */
  public AdminClient(AdminTarget target) {
    connection = new Connection(target);
  }

  private record Done(String text) {}

  private record Reloaded(List<String> changes) {}

  private record Cleared(int cleared) {}

  private record Ready(boolean ready, List<String> reasons) {}

  private record Events(List<EventView> events) {}

  /** Everything at this moment. */
  public AdminAnswer<DirectorView> status() {
    return connection.get("/api/v1/status", DirectorView.class);
  }

  /** One pool. */
  public AdminAnswer<PoolView> pool(String pool) {
    return connection.get("/api/v1/pools/" + segment(pool), PoolView.class);
  }

  /** What keeps the director from taking clients; empty when nothing does. */
  public AdminAnswer<List<String>> missing() {
    return connection.get("/ready", Ready.class).map(Ready::reasons);
  }

  /** The member keeps its sessions and takes no new ones. What was done, a sentence. */
  public AdminAnswer<String> drain(String pool, String member) {
    return command(pool, member, "drain");
  }

  /** The member takes sessions as its health allows. What was done, a sentence. */
  public AdminAnswer<String> resume(String pool, String member) {
    return command(pool, member, "resume");
  }

  /** The member takes nothing. What was done, a sentence. */
  public AdminAnswer<String> maintenance(String pool, String member) {
    return command(pool, member, "maintenance");
  }

  private AdminAnswer<String> command(String pool, String member, String verb) {
    var path = "/api/v1/pools/" + segment(pool) + "/members/" + segment(member) + "/" + verb;
    return connection.post(path, "", Done.class).map(Done::text);
  }

  /** New sessions of a failover pool go to the member. What was done, a sentence. */
  public AdminAnswer<String> switchTo(String pool, String member) {
    var body = Json.text(Map.of("member", member));
    return connection
        .post("/api/v1/pools/" + segment(pool) + "/switch", body, Done.class)
        .map(Done::text);
  }

  /** Reads the configuration anew. */
  public AdminAnswer<ReloadOutcome> reload() {
    return switch (connection.post("/api/v1/reload", "", Reloaded.class)) {
      case AdminAnswer.Done<Reloaded>(var reloaded) ->
          new AdminAnswer.Done<>(new ReloadOutcome.Accepted(reloaded.changes()));
      case AdminAnswer.Refused<Reloaded>(var status, _, var problems)
          when status == UNPROCESSABLE ->
          new AdminAnswer.Done<>(new ReloadOutcome.Rejected(problems));
      case AdminAnswer.Refused<Reloaded>(var status, var message, var details) ->
          new AdminAnswer.Refused<>(status, message, details);
      case AdminAnswer.Unreachable<Reloaded>(var message) -> new AdminAnswer.Unreachable<>(message);
    };
  }

  /** Which member a client would get. */
  public AdminAnswer<Explanation> explain(
      String service, InetAddress from, Optional<String> cookie) {
    return connection.get(
        "/api/v1/explain?service="
            + parameter(service)
            + "&from="
            + parameter(from.getHostAddress())
            + cookie.map(value -> "&cookie=" + parameter(value)).orElse(""),
        Explanation.class);
  }

  /** A page of persistence entries, 1000 at most. */
  public AdminAnswer<AffinityTable.Page> persistence(
      AffinityTable.Filter filter, int offset, int limit) {
    return connection.get(
        "/api/v1/persistence?offset=" + offset + "&limit=" + limit + query(filter),
        AffinityTable.Page.class);
  }

  /** Forgets all sessions that match and says how many there were. */
  public AdminAnswer<Integer> clearSessions(AffinityTable.Filter filter) {
    var all = filter.equals(AffinityTable.Filter.ALL) ? "true" : "false";
    return connection
        .delete("/api/v1/persistence?all=" + all + query(filter), Cleared.class)
        .map(Cleared::cleared);
  }

  /** The kept events with a greater id, oldest first. */
  public AdminAnswer<List<EventView>> eventsAfter(long id) {
    return connection.get("/api/v1/events?after=" + id, Events.class).map(Events::events);
  }

  private static String query(AffinityTable.Filter filter) {
    return filter.service().map(value -> "&service=" + parameter(value)).orElse("")
        + filter.member().map(value -> "&member=" + parameter(value)).orElse("")
        + filter.prefix().map(value -> "&search=" + parameter(value)).orElse("");
  }

  private static String parameter(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String segment(String text) {
    return parameter(text).replace("+", "%20");
  }

  @Override
  public void close() {
    connection.close();
  }
}

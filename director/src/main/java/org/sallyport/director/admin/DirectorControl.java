package org.sallyport.director.admin;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.director.pool.Explanation;
import org.sallyport.web.admin.ReloadOutcome;

/**
 * A running director. Called by virtual threads, several at a time; any call may block for a short
 * while, {@link #reload} for as long as it takes to read the configuration.
 *
 * <p>Callers look a pool or a member up in {@link #view} before they name it; where a reload has
 * taken it away since, a command is refused and other calls answer that there is nothing.
 */
public interface DirectorControl {

  /** Everything at this moment. Called every two seconds at least, so it must be cheap. */
  DirectorView view();

  /** Whether it takes clients. */
  Readiness readiness();

  /** The member keeps its sessions and takes no new ones. */
  AdminOutcome drain(String pool, String member, String actor);

  /** The member takes sessions as its health allows. */
  AdminOutcome resume(String pool, String member, String actor);

  /** The member takes nothing; its sessions are asked to leave. */
  AdminOutcome maintenance(String pool, String member, String actor);

  /** New sessions of a failover pool go to the member. */
  AdminOutcome switchTo(String pool, String member, String actor);

  /** Reads the configuration anew. */
  ReloadOutcome reload(String actor);

  /**
   * Which member a client would get.
   *
   * @param cookie the value of the persistence cookie that the client holds
   * @return empty where there is no such service
   */
  Optional<Explanation> explain(String service, InetAddress client, Optional<String> cookie);

  /** A page of persistence entries. */
  AffinityTable.Page persistence(AffinityTable.Filter filter, int offset, int limit);

  /** Forgets one session; false where there is none of that id. */
  boolean clearSession(String id, String actor);

  /** Forgets all that match and says how many there were. */
  int clearSessions(AffinityTable.Filter filter, String actor);

  /** The kept events with an id greater than {@code id}, oldest first. */
  List<EventView> eventsAfter(long id);

  /**
   * Calls {@code subscriber} with each event from now on, in order, until closed. The subscriber
   * returns at once.
   */
  Subscription subscribe(Consumer<EventView> subscriber);

  /** The metrics in Prometheus's text format 0.0.4. */
  String metrics();

  /** An open subscription. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}

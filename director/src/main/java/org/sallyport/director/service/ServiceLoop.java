package org.sallyport.director.service;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.AccessEntry;
import org.sallyport.director.persistence.AffinityKey;
import org.sallyport.director.pool.Member;
import org.sallyport.net.loop.Loop;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ResponseHead;

/**
 * A service's part on one loop: its lanes, and views that are used again for every head. Loop
 * thread only.
 */
public final class ServiceLoop {
  private final Service service;
  private final Loop loop;
  private final @Nullable Lane[] lanes = new Lane[Long.SIZE];
  private final RequestHead requestHead;
  private final ResponseHead responseHead;
  private final AffinityKey affinityKey = new AffinityKey();
  private final AccessEntry accessEntry = new AccessEntry();
  private final Set<ClientSession> sessions = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean draining;

  ServiceLoop(Service service, Loop loop) {
    this.service = service;
    this.loop = loop;
    var limits = service.settings().limits();
    var heads = new HeadLimits((int) limits.head().bytes(), limits.headers());
    this.requestHead = new RequestHead(heads);
    this.responseHead = new ResponseHead(heads);
  }

  /** The service. */
  public Service service() {
    return service;
  }

  /** The loop. */
  public Loop loop() {
    return loop;
  }

  /** The way to {@code member}. */
  public Lane lane(Member member) {
    var lane = lanes[member.index()];
    if (lane == null || lane.member() != member) {
      if (lane != null) {
        lane.retire();
      }
      lane = new Lane(loop, member);
      lanes[member.index()] = lane;
    }
    return lane;
  }

  /** The view for request heads, valid until the next head is scanned. */
  public RequestHead requestHead() {
    return requestHead;
  }

  /** The view for response heads, valid until the next head is scanned. */
  public ResponseHead responseHead() {
    return responseHead;
  }

  /** The key to look up with, valid until it is filled again. */
  public AffinityKey affinityKey() {
    return affinityKey;
  }

  /** The access log's entry, cleared; valid until it is asked for again. */
  public AccessEntry accessEntry() {
    return accessEntry.clear();
  }

  /** Notes a client's connection that begins. */
  public void enter(ClientSession session) {
    sessions.add(session);
    if (draining) {
      session.drain();
    }
  }

  /** Forgets a client's connection that has ended. */
  public void leave(ClientSession session) {
    sessions.remove(session);
  }

  /** Whether the director stops: a connection ends with the request in hand. */
  public boolean draining() {
    return draining;
  }

  /** Lets every client's connection end when nothing is in hand. */
  public void drain() {
    draining = true;
    List.copyOf(sessions).forEach(ClientSession::drain);
  }

  /** Ends every client's connection now. */
  public void stop(String cause) {
    List.copyOf(sessions).forEach(session -> session.stop(cause));
  }

  void retire() {
    for (var lane : lanes) {
      if (lane != null) {
        lane.retire();
      }
    }
  }
}

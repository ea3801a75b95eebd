package org.sallyport.director.service;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.Filter;
import org.sallyport.director.health.PassiveSignals;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.persistence.Persistence;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.net.loop.Loop;

/**
 * A service as it runs under one set of settings. A reload that changes the settings makes a new
 * one; connections go on with the one they began with.
 */
public final class Service {
  private final String name;
  private final ServiceSettings settings;
  private final Collaborators with;
  private final Admission admission;
  private final ServiceLoop[] loops;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * What a service works with.
   *
   * @param pool who answers
   * @param persistence what keeps sessions on their member; null where nothing does
   * @param filter who may pass
   * @param tls TLS towards clients and members
   * @param counters what is counted, kept across reloads
   * @param signals where failures of live traffic are reported
   * @param accessLog where ended requests are written
   */
  public record Collaborators(
      Pool pool,
      @Nullable Persistence persistence,
      Filter filter,
      ServiceTls tls,
      ServiceCounters counters,
      PassiveSignals signals,
      AccessLog accessLog) {}

  /** A service that is about to run on {@code loops}. */
  public Service(String name, ServiceSettings settings, Collaborators with, List<Loop> loops) {
    this.name = name;
    this.settings = settings;
    this.with = with;
    this.admission = new Admission(settings.limits());
    this.loops = new ServiceLoop[loops.size()];
    for (var loop : loops) {
      this.loops[loop.index()] = new ServiceLoop(this, loop);
    }
  }

  /** The name that clients call it by. */
  public String name() {
    return name;
  }

  /** The settings it runs under. */
  public ServiceSettings settings() {
    return settings;
  }

  /** Who answers. */
  public Pool pool() {
    return with.pool;
  }

  /** What keeps sessions on their member, or null. */
  public @Nullable Persistence persistence() {
    return with.persistence;
  }

  /** Who may pass. */
  public Filter filter() {
    return with.filter;
  }

  /** TLS towards clients and members. */
  public ServiceTls tls() {
    return with.tls;
  }

  /** What it has counted. */
  public ServiceCounters counters() {
    return with.counters;
  }

  /** Where failures of live traffic are reported. */
  public PassiveSignals signals() {
    return with.signals;
  }

  /** Where ended requests are written. */
  public AccessLog accessLog() {
    return with.accessLog;
  }

  /** Its part on that loop. */
  public ServiceLoop on(Loop loop) {
    return loops[loop.index()];
  }

  /** Counts a client in, or says why it is refused. What is admitted is {@link #release}d. */
  public @Nullable Refusal admit(InetAddress client) {
    var refusal = admission.admit(client, counters().opened());
    if (refusal == null) {
      open.incrementAndGet();
    } else {
      counters().closed();
      counters().refused(refusal);
    }
    return refusal;
  }

  /** Counts a client out that was admitted. */
  public void release(InetAddress client) {
    open.decrementAndGet();
    counters().closed();
    admission.release(client);
  }

  /** Clients that are admitted now, under these settings. */
  public int open() {
    return open.get();
  }

  /**
   * Closes what waits for requests, which no client of these settings makes any more. Any thread.
   */
  public void retire() {
    for (var loop : loops) {
      loop.loop().execute(loop::retire);
    }
  }
}

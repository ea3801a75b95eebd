package org.sallyport.director.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks host names up on two threads of its own: the system's resolver blocks the thread beneath a
 * virtual one, and a name server that is silent must not stop the checks of other members. One
 * lookup of a name runs at a time.
 */
final class HostLookup implements AutoCloseable {

  /** Where names are looked up; {@link InetAddress#getAllByName} but in tests. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          2,
          2,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("host-lookup-", 0).daemon().factory());

  HostLookup(Resolver resolver) {
    this.resolver = resolver;
    threads.allowCoreThreadTimeOut(true);
  }

  /** The addresses of a host in the resolver's order; empty when there is no answer in time. */
  Optional<InetAddress[]> find(String host, long timeoutMillis) throws InterruptedException {
    var lookup = running.computeIfAbsent(host, this::begin);
    try {
      return Optional.of(lookup.get(timeoutMillis, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException _) {
      // Both mean that nobody knows; the caller keeps the address it has, or says so.
      return Optional.empty();
    }
  }

  private CompletableFuture<InetAddress[]> begin(String host) {
    var lookup = new CompletableFuture<InetAddress[]>();
    threads.execute(
        () -> {
          try {
            lookup.complete(resolver.resolve(host));
          } catch (UnknownHostException e) {
            lookup.completeExceptionally(e);
          } finally {
            running.remove(host);
          }
        });
    return lookup;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

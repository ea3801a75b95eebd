package org.sallyport.net.lookup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks host names up on platform threads, one lookup of a name at a time, because the system's
 * resolver blocks the thread beneath a virtual one. When there is no answer in time, the address of
 * the last answer serves: a name server that is away is no reason to lose who was found before. Any
 * thread may call; blocks within the limit.
 */
public final class HostNames {
  private final Map<String, InetAddress> last = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<InetAddress>> running = new ConcurrentHashMap<>();

  /**
   * An address of the host.
   *
   * @throws UnknownHostException when it has none, or none was found in time
   */
  public InetAddress find(String host, long timeoutNanos) throws UnknownHostException {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException aName) {
      return lookUp(host, timeoutNanos);
    }
  }

  private InetAddress lookUp(String host, long timeoutNanos) throws UnknownHostException {
    var lookup = running.computeIfAbsent(host, this::begin);
    try {
      return lookup.get(Math.max(1, timeoutNanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException nobodyKnows) {
      return remembered(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return remembered(host);
    }
  }

  private InetAddress remembered(String host) throws UnknownHostException {
    var address = last.get(host);
    if (address == null) {
      throw new UnknownHostException("the name " + host + " has no address");
    }
    return address;
  }

  private CompletableFuture<InetAddress> begin(String host) {
    var lookup = new CompletableFuture<InetAddress>();
    Thread.ofPlatform().daemon().name("lookup-" + host).start(() -> resolve(host, lookup));
    return lookup;
  }

  private void resolve(String host, CompletableFuture<InetAddress> lookup) {
    try {
      var found = InetAddress.getByName(host);
      last.put(host, found);
      lookup.complete(found);
    } catch (UnknownHostException e) {
      lookup.completeExceptionally(e);
    } finally {
      running.remove(host);
    }
  }
}

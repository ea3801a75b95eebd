package org.sallyport.director;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.net.loop.Loops;

/** Lets the connections of services end, and cuts those that do not. Blocks. */
final class Drain {
  private static final int LOOPS_SECONDS = 2;
  private static final int LOOK_MILLIS = 20;

  private final Loops loops;
  private final List<Service> services;

  Drain(Loops loops, List<Service> services) {
    this.loops = loops;
    this.services = List.copyOf(services);
  }

  /** Waits until all have ended, at most {@code limit}; returns how many were cut then. */
  int run(Duration limit) {
    onLoops(ServiceLoop::drain);
    int left = waitForEnd(limit);
    if (left > 0) {
      onLoops(loop -> loop.stop("the director stops"));
    }
    // Connections that rest are freed by tasks that loops on their way out might not run.
    services.forEach(Service::retire);
    onLoops(loop -> {});
    return left;
  }

  private void onLoops(Consumer<ServiceLoop> action) {
    services.forEach(service -> onLoops(service, action));
  }

  /** Returns once it is done: loops that end first would close connections as if all were well. */
  private void onLoops(Service service, Consumer<ServiceLoop> action) {
    var done =
        loops.all().stream()
            .map(
                loop ->
                    CompletableFuture.runAsync(
                        () -> action.accept(service.on(loop)), loop::execute))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(done).completeOnTimeout(null, LOOPS_SECONDS, TimeUnit.SECONDS).join();
  }

  private int waitForEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      int open = services.stream().mapToInt(Service::open).sum();
      if (open == 0 || System.nanoTime() >= end) {
        return open;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return open;
      }
    }
  }
}

package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the kernel counts for one processor in {@code /proc/stat} (proc_stat(5)). */
final class Core {
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / 100;

  private Core() {}

  /** Time that was not idle, in nanoseconds counted in hundredths of a second; stolen time too. */
  static long busyNanos(String core) {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      var fields =
          lines
              .filter(line -> line.startsWith("cpu" + core + " "))
              .findFirst()
              .orElseThrow()
              .split(" ");
      var ticks = 0L;
      for (var i = 1; i <= STOLEN; i++) {
        if (i != IDLE && i != WAITING) {
          ticks += Long.parseLong(fields[i]);
        }
      }
      return ticks * TICK_NANOS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

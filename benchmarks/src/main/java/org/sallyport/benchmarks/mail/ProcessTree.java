package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of a program of many processes, such as Postfix: those that ended included. */
final class ProcessTree {
  private static final long NANOS_PER_TICK = 10_000_000;

  private ProcessTree() {}

  /** Nanoseconds, to a hundredth of a second, that a process and all below it have run. */
  static long cpuNanos(ProcessHandle top) {
    return Stream.concat(Stream.of(top), top.descendants())
        .mapToLong(each -> ticks(each.pid()) * NANOS_PER_TICK)
        .sum();
  }

  /** Its own and those of children that it has waited for (proc(5): utime to cstime). */
  private static long ticks(long pid) {
    try {
      var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name of the command may hold spaces; fields are counted from the last parenthesis.
      var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int field = 11; field <= 14; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks;
    } catch (NoSuchFileException ended) {
      return 0; // counted with its parent from now on
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

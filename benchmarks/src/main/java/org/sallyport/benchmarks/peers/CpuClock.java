package org.sallyport.benchmarks.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Processor time of another process to the nanosecond, threads that ended included. {@code
 * /proc/PID/stat} counts in hundredths of a second and the schedstat files forget ended threads, so
 * this reads the process's own clock (clock_getcpuclockid(3)).
 */
final class CpuClock {
  private static final MethodHandle CLOCK_GETTIME = find();

  private CpuClock() {}

  /** Nanoseconds that the process ran; it must be alive. */
  static long nanos(long pid) {
    // Linux: the complement of the process id above three bits, of which 2 asks for the
    // scheduler's count for the whole process (CPUCLOCK_SCHED).
    var clock = (int) (~pid << 3) | 2;
    try (var arena = Arena.ofConfined()) {
      var time = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG));
      if ((int) CLOCK_GETTIME.invokeExact(clock, time) != 0) {
        throw new IllegalStateException(
            "no processor clock for process " + pid + "; has it ended?");
      }
      return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
          + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime cannot be called", e);
    }
  }

  private static MethodHandle find() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}

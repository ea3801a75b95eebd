package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process pinned to processors, and what the kernel knows about it. */
public final class Running implements AutoCloseable {
  /** The processor of the proxy under test. */
  public static final String PROXY_CORE = "0";

  /** The processor that the load generator and the origin share. */
  public static final String LOAD_CORE = "1";

  private static final long START_SECONDS = 30;

  private final Process process;
  private final Path directory;

  private Running(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Starts a command on a list of processors as taskset(1) writes it; output goes to a file. */
  public static Running start(List<String> command, String processors, Path directory)
      throws IOException {
    var words = new ArrayList<>(List.of("taskset", "-c", processors));
    words.addAll(command);
    var process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    // A run that is interrupted leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Running(process, directory);
  }

  /** Waits until the port accepts; fails with the process's output when it ends instead. */
  public void awaitPort(int port) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!accepts(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("did not start: " + output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** What it printed so far, errors included. */
  public String output() {
    try {
      return Files.readString(directory.resolve("output.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id. taskset, and a launcher that execs, leave it as it was. */
  public long pid() {
    return process.pid();
  }

  /** Processor time used so far, in nanoseconds. */
  public long cpuNanos() {
    return CpuClock.nanos(pid());
  }

  /** The user part of the processor time used so far, in ticks, and the whole, in ticks. */
  public Ticks ticks() {
    var text = read("stat");
    // The name of the command may hold spaces; fields are counted from the last parenthesis.
    var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    var user = Long.parseLong(fields[11]);
    return new Ticks(user, user + Long.parseLong(fields[12]));
  }

  /** Resident memory now, in KiB. */
  public long residentKiB() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Ends it as kill -9 does and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end, then insists. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid() + " has ended: " + output(), e);
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Scheduler ticks, a hundred to the second.
   *
   * @param user in user space
   * @param total in user space and the kernel
   */
  public record Ticks(long user, long total) {}
}

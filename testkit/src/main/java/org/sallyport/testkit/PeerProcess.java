package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real program that runs beside a test: nginx, HAProxy, Postfix, slapd, openssl … It must stay in
 * the foreground. Its output (both streams) is collected; closing ends it and the processes it
 * started, by their ids.
 *
 * <p>Methods block, each with its own limit, and are called by one thread.
 */
public final class PeerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Process process;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code command} in {@code folder} and waits until it is ready.
   *
   * @throws AssertionError when it ends or is not ready within 40 seconds, with its output
   */
  public static PeerProcess start(List<String> command, Path folder, Readiness readiness)
      throws IOException, InterruptedException {
    var log = Files.createTempFile(folder, Path.of(command.getFirst()).getFileName() + "-", ".log");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var peer = new PeerProcess(process, log);
    try {
      peer.await(() -> peer.ready(readiness), command + " is ready");
      return peer;
    } catch (Throwable failure) {
      peer.close();
      throw failure;
    }
  }

  /** Waits until the output holds {@code text}. */
  public void awaitOutput(String text) throws InterruptedException {
    await(() -> output().contains(text), "the output holds: " + text);
  }

  /** What the program has written so far, standard output and standard error mixed. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The program's process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the program still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the program at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** Waits until the program has ended of its own accord and returns its exit status. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + PATIENCE + ":\n" + output());
    }
    return process.exitValue();
  }

  private boolean ready(Readiness readiness) {
    return switch (readiness) {
      case Readiness.Port(int port) -> accepts(port);
      case Readiness.Output(var pattern) -> pattern.matcher(output()).find();
      case Readiness.Started() -> true;
    };
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) && !condition.getAsBoolean()) {
        throw new AssertionError(
            "ended with status " + process.exitValue() + " before " + what + "\n" + output());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + PATIENCE + " until " + what + "\n" + output());
      }
    }
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.benchmarks.load.LoadGenerator;
import org.sallyport.benchmarks.load.LoadPlan;
import org.sallyport.benchmarks.peers.Certificate;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Origin;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Running;
import org.sallyport.benchmarks.peers.Scene;

/** The load generator, two members and a certificate; peers are put on it one by one. */
public final class Stage implements AutoCloseable {
  private final Path directory;
  private final Certificate certificate;
  private final LoadGenerator generator = new LoadGenerator();
  private final Origin first;
  private final Origin second;
  private int count;

  /** Starts the members; everything is written below the directory. */
  public Stage(Path directory) throws IOException {
    this.directory = directory;
    this.certificate = Certificate.make(directory);
    this.first = Origin.start("a", directory, certificate.chain(), certificate.key());
    this.second = Origin.start("b", directory, certificate.chain(), certificate.key());
  }

  LoadGenerator generator() {
    return generator;
  }

  Origin first() {
    return first;
  }

  /** Processor time of the two members so far, in nanoseconds. */
  long originNanos() {
    return first.cpuNanos() + second.cpuNanos();
  }

  /**
   * Starts a peer on the proxy's processor, or on others where told, and waits until it listens.
   */
  Staged put(Peer peer, Mode mode, boolean failover, String processors) throws IOException {
    var staged = launch(peer, mode, failover, processors);
    staged.process().awaitPort(staged.scene().port());
    return staged;
  }

  /** Starts a peer and does not wait. */
  Staged launch(Peer peer, Mode mode, boolean failover, String processors) throws IOException {
    var own = Files.createDirectories(directory.resolve(peer.name() + "-" + count++));
    var scene =
        new Scene(
            mode,
            FreePort.next(),
            FreePort.next(),
            List.of(first.port(mode), second.port(mode)),
            failover,
            certificate.chain(),
            certificate.key(),
            own);
    return new Staged(peer, scene, Running.start(peer.prepare(scene), processors, own));
  }

  @Override
  public void close() {
    generator.close();
    first.close();
    second.close();
  }

  /**
   * A peer that runs.
   *
   * @param peer which
   * @param scene what for
   * @param process its process
   */
  record Staged(Peer peer, Scene scene, Running process) implements AutoCloseable {

    LoadPlan plan(Workload workload, int connections, int rate) {
      return new LoadPlan(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), scene.port()),
          scene.mode().clientTls(),
          Scene.HOST,
          workload.path(),
          connections,
          rate,
          workload.newConnectionEach());
    }

    @Override
    public void close() {
      process.close();
    }
  }
}

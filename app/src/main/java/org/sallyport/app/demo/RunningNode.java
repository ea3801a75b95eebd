package org.sallyport.app.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;

/** A node that the demo has started. Any thread. */
public interface RunningNode extends AutoCloseable {

  /** The addresses that a service is reached on. */
  List<InetSocketAddress> addresses(String service);

  /** Its director, as administrators have it. */
  DirectorControl control();

  /** Where browsers find the dashboard, where there is one. */
  Optional<URI> dashboard();

  /** Stops it and waits until it has stopped. */
  @Override
  void close();

  /** How a node is started. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts what the file says.
     *
     * @throws IOException with a sentence, where that cannot be
     */
    RunningNode start(Path file) throws IOException;
  }
}

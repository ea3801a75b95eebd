package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.util.List;

/** A proxy that can be measured. */
public interface Peer {
  /** What the report calls it. */
  String name();

  /**
   * Writes the configuration into the scene's directory.
   *
   * @return the command that runs the proxy in the foreground
   */
  List<String> prepare(Scene scene) throws IOException;

  /** Whether it is slower until a compiler has seen its work. */
  default boolean compilesAsItRuns() {
    return false;
  }
}

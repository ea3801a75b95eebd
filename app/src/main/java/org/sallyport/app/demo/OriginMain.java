package org.sallyport.app.demo;

import java.io.IOException;
import java.nio.file.Path;

/** A server of the demo as a process of its own. It ends when its standard input does. */
public final class OriginMain {
  private OriginMain() {}

  /**
   * Serves until the parent process is gone.
   *
   * @param arguments name, port (0 for any), certificate chain, key
   */
  public static void main(String[] arguments) throws IOException {
    var origin =
        Origin.start(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Path.of(arguments[2]),
            Path.of(arguments[3]));
    System.out.println(origin.port());
    while (System.in.read() >= 0) {
      // Nothing is said to a server; the end of input says that the demo is over.
    }
    System.exit(0);
  }
}

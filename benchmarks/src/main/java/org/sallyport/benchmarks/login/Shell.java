package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that are run to their end. */
final class Shell {
  private Shell() {}

  /** Runs one; its output is kept in the folder and told when it fails. */
  static void run(Path folder, String... command) throws IOException {
    var output = folder.resolve(command[0] + ".txt");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IllegalStateException(
          command[0] + " ended with " + status + ": " + Files.readString(output));
    }
  }
}

package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sallyport.testkit.Peers;

/** Programs that run to their end. Each call blocks for four minutes at most. */
final class Command {
  private static final long PATIENCE_SECONDS = 240;

  private Command() {}

  /**
   * What a program left behind.
   *
   * @param out standard output, one byte per character
   * @param err standard error, one byte per character
   */
  record Result(int exit, String out, String err) {
    /** Standard output of a program that had to succeed. */
    String expectSuccess() {
      if (exit != 0) {
        throw new AssertionError("ended with " + exit + "\n" + out + "\n" + err);
      }
      return out;
    }

    /** Both outputs. */
    String all() {
      return out + err;
    }
  }

  /** curl, which shows errors and no progress. */
  static Result curl(Object... arguments) throws IOException, InterruptedException {
    var all = new ArrayList<Object>(List.of("-sS", "--noproxy", "*", "--max-time", "50"));
    all.addAll(List.of(arguments));
    return run("", Map.of(), "curl", all.toArray());
  }

  /** openssl s_client, which says what {@code input} says and then ends. */
  static Result openssl(String input, Object... arguments)
      throws IOException, InterruptedException {
    return run(input, Map.of(), "openssl", arguments);
  }

  /** A program that is found by name, with arguments that are shown as text. */
  static Result run(String input, Map<String, String> environment, String program, Object... rest)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(Peers.require(program).toString());
    for (var each : rest) {
      line.add(each.toString());
    }
    return run(input, environment, line);
  }

  /** A program by its whole command line. */
  static Result run(String input, Map<String, String> environment, List<String> line)
      throws IOException, InterruptedException {
    var in = Files.createTempFile("sallyport-it", ".in");
    var out = Files.createTempFile("sallyport-it", ".out");
    var err = Files.createTempFile("sallyport-it", ".err");
    try {
      Files.writeString(in, input, ISO_8859_1);
      var builder =
          new ProcessBuilder(line)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new Result(exit(builder.start(), line), read(out), read(err));
    } finally {
      for (var file : List.of(in, out, err)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static int exit(Process process, List<String> line) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + line);
    }
    return process.exitValue();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1);
  }
}

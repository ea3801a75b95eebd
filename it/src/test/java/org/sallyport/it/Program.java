package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.testkit.Peers;

/**
 * The program as it was packaged, started as the launcher does: with a cache of what a start needs,
 * which is made once for all tests. Any thread.
 */
final class Program {
  private static final Path JAR =
      Path.of("..", "app", "target", "sallyport", "lib", "sallyport.jar")
          .toAbsolutePath()
          .normalize();

  private Program() {}

  /** Java, and what it needs to be told; the program's own words follow. */
  static List<String> command() {
    var line = jvm("-XX:AOTCache=" + Training.CACHE);
    // A cache that does not fit costs time alone, and must not be read as words of the program.
    line.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    line.addAll(List.of("-jar", JAR.toString()));
    return line;
  }

  private static List<String> jvm(String option) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            option));
  }

  /** Done by whoever starts the program first. */
  private static final class Training {
    static final Path CACHE = train();

    private static Path train() {
      Peers.requireFile(JAR);
      var cache = Path.of("target", "sallyport.aot").toAbsolutePath();
      try {
        Files.deleteIfExists(cache);
        var line = jvm("-XX:AOTCacheOutput=" + cache);
        line.addAll(List.of("-jar", JAR.toString(), "sallyport-train"));
        Command.run("", Map.of(), line).expectSuccess();
        return cache;
      } catch (IOException e) {
        throw new IllegalStateException("the training failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the training was interrupted", e);
      }
    }
  }
}

package org.sallyport.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds real programs. A test whose peer is missing is skipped with a reason on a developer's
 * machine and fails where peers are required: with {@code CI=true} in the environment or {@code
 * -Dsallyport.peers=required}.
 */
public final class Peers {
  private Peers() {}

  /** The path of {@code program}; without it, the test is skipped or fails. */
  public static Path require(String program) {
    var found = find(program);
    if (found.isEmpty()) {
      missing(program + " is not installed; the test needs it as a peer");
    }
    return found.orElseThrow();
  }

  /** The file of a build that a test runs; without it, the test is skipped or fails. */
  public static Path requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      missing(file + " is not there; 'mvn package' makes it");
    }
    return file;
  }

  private static void missing(String reason) {
    if (required()) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  /** The path of {@code program} on PATH or in a folder for system programs. */
  public static Optional<Path> find(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean required() {
    return "true".equals(System.getenv("CI"))
        || "required".equals(System.getProperty("sallyport.peers"));
  }
}

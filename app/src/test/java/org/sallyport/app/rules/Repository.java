package org.sallyport.app.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of this repository, as a test finds them. */
public final class Repository {
  /** The folder that the launcher is in. */
  public static final Path ROOT = root();

  private Repository() {}

  /** The files whose path from the root matches, without what a build made. */
  public static List<Path> files(String pattern) {
    var matcher = FileSystems.getDefault().getPathMatcher(pattern);
    try (var all = Files.walk(ROOT)) {
      return all.filter(file -> matcher.matches(ROOT.relativize(file)))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("sallyport")) || !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the test does not run inside the repository");
      }
    }
    return folder;
  }
}

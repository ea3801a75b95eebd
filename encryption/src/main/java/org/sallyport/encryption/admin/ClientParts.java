package org.sallyport.encryption.admin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of this program that a client needs, and nothing of the servers: chosen by name from
 * what this process itself runs from. A folder of classes, as in a build, counts as a jar.
 */
final class ClientParts {
  private static final List<String> JARS =
      List.of(
          "sallyport.jar",
          "app-",
          "kernel-",
          "config-",
          "client-",
          "openpgp-",
          "picocli-",
          "jackson-annotations-",
          "jackson-core-",
          "jackson-databind-",
          "bcpg-",
          "bcprov-",
          "bcutil-",
          "jspecify-",
          "slf4j-api-",
          "snakeyaml-engine-");
  private static final List<String> PACKAGES =
      List.of("app", "kernel", "config", "client", "openpgp");

  private ClientParts() {}

  /** Jars and folders of classes. */
  static List<Path> of(String classPath) throws IOException {
    var entries = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    if (entries.size() == 1 && Files.isRegularFile(entries.getFirst())) {
      var folder = entries.getFirst().toAbsolutePath().getParent();
      try (var all = Files.list(folder)) {
        return all.filter(ClientParts::wanted).sorted().toList();
      }
    }
    return entries.stream().filter(ClientParts::wanted).toList();
  }

  private static boolean wanted(Path entry) {
    return Files.isDirectory(entry)
        ? PACKAGES.stream().anyMatch(name -> holds(entry, name))
        : Files.isRegularFile(entry)
            && JARS.stream().anyMatch(entry.getFileName().toString()::startsWith);
  }

  /** Whether that folder is the main classes of a module, and not those of its tests. */
  private static boolean holds(Path entry, String name) {
    var folder = entry.resolve("org/sallyport").resolve(name);
    return Files.isRegularFile(folder.resolve("package-info.class"))
        || (Files.isDirectory(folder) && !entry.toString().contains("test"));
  }
}

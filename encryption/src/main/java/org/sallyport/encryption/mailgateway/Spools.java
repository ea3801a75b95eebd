package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a killed process has left in the folder for texts: files that nobody can open. */
final class Spools {
  private Spools() {}

  /** Deletes them; for the one process that has the folder, before it uses it. */
  static void clear(Path folder) throws IOException {
    try (var left = Files.newDirectoryStream(folder, "spool*.sealed")) {
      for (var file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package org.sallyport.director.admin.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sallyport.kernel.Secret;

/** Reads the administrator's token for commands. */
public final class TokenFiles {
  private TokenFiles() {}

  /**
   * The first line of a file.
   *
   * @throws IllegalArgumentException with a sentence for whoever gave the command
   */
  public static Secret read(Path file) {
    try {
      var lines = Files.readString(file).lines().findFirst().orElse("").strip();
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("the token file " + file + " is empty");
      }
      return Secret.ofText(lines);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no token file "
              + file
              + ": the director writes it when it starts without"
              + " admin.token; name another with --token-file",
          e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(
          "this user may not read the token file " + file + ": run as the director's user", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}

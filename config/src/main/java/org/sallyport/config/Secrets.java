package org.sallyport.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sallyport.kernel.Secret;

/**
 * Reads what a {@link SecretSource} refers to. Blocks on files.
 *
 * <p>A file that every user of the machine may read is taken with a warning, not refused: container
 * platforms mount secrets that way into a namespace of their own. One that its group may read is
 * taken in silence, as systems keep private keys in a group of their own.
 */
public final class Secrets {
  private static final int MAX_BYTES = 64 * 1024;
  private static final byte[] PEM = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);

  private Secrets() {}

  /** What was found. */
  public sealed interface Found {
    /**
     * The secret; the caller closes it when it is no longer needed.
     *
     * @param warning that its file may be read by everybody, where it may
     */
    record Value(Secret secret, Optional<String> warning) implements Found {}

    /** No secret, and why: a sentence that names the place and never its content. */
    record Missing(String message) implements Found {}
  }

  /** Reads a file or a variable of this process. */
  public static Found read(SecretSource source) {
    return read(source, System.getenv());
  }

  static Found read(SecretSource source, Map<String, String> environment) {
    return switch (source) {
      case SecretSource.File file -> file(file.path());
      case SecretSource.Environment variable -> variable(variable.name(), environment);
    };
  }

  private static Found variable(String name, Map<String, String> environment) {
    var text = environment.get(name);
    if (text == null || text.isEmpty()) {
      var state = text == null ? "is not set" : "is empty";
      return new Found.Missing("the environment variable " + name + " " + state);
    }
    return new Found.Value(Secret.ofText(text), Optional.empty());
  }

  private static Found file(Path path) {
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      var found = content(path, bytes);
      Arrays.fill(bytes, (byte) 0);
      return found;
    } catch (NoSuchFileException _) {
      return new Found.Missing("there is no file " + path);
    } catch (AccessDeniedException _) {
      return new Found.Missing("this user may not read the file " + path);
    } catch (IOException e) {
      return new Found.Missing("the file " + path + " cannot be read: " + e.getMessage());
    }
  }

  private static Found content(Path path, byte[] bytes) throws IOException {
    if (bytes.length > MAX_BYTES) {
      return new Found.Missing("the file " + path + " is larger than 64 KiB");
    }
    int length = pem(bytes) ? bytes.length : firstLine(bytes);
    if (length == 0) {
      return new Found.Missing("the first line of the file " + path + " is empty");
    }
    var taken = Arrays.copyOf(bytes, length);
    var secret = Secret.copyOf(taken);
    Arrays.fill(taken, (byte) 0);
    return new Found.Value(secret, warning(path));
  }

  /** RFC 7468: text may stand before the first boundary. */
  private static boolean pem(byte[] bytes) {
    for (int from = 0; from + PEM.length <= bytes.length; from++) {
      if (Arrays.equals(bytes, from, from + PEM.length, PEM, 0, PEM.length)) {
        return true;
      }
    }
    return false;
  }

  private static int firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  private static Optional<String> warning(Path path) throws IOException {
    boolean posix = Files.getFileStore(path).supportsFileAttributeView("posix");
    if (posix && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
      return Optional.of("every user may read the file " + path + "; chmod o-r takes that away");
    }
    return Optional.empty();
  }
}

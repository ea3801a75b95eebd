package org.sallyport.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.sallyport.kernel.Secret;

/** The administrator's token: whoever has it may change something. Any thread. */
public final class AccessToken {
  /** Below this a token could be guessed over the network. */
  public static final int MIN_BYTES = 32;

  private static final int RANDOM_BYTES = 32;

  private final Secret secret;

  private AccessToken(Secret secret) {
    this.secret = secret;
  }

  /**
   * A token that was configured.
   *
   * @throws IllegalArgumentException with a sentence for whoever configured it, when it is short
   */
  public static AccessToken of(Secret secret) {
    if (secret.length() < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the administrator's token has fewer than " + MIN_BYTES + " bytes and could be guessed");
    }
    return new AccessToken(secret);
  }

  /**
   * A new random token, left in {@code file} for commands on this machine; its owner alone can read
   * it. A former file is replaced.
   */
  public static AccessToken generated(Path file) throws IOException {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var text = Base64.getUrlEncoder().withoutPadding().encode(random);
    write(file, text);
    return new AccessToken(Secret.copyOf(text));
  }

  private static void write(Path file, byte[] text) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var next = Files.createTempFile(folder, "." + file.getFileName(), ".new", owner);
    try {
      try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        for (var rest = ByteBuffer.wrap(text); rest.hasRemaining(); ) {
          channel.write(rest);
        }
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  boolean sameAs(AccessToken other) {
    return secret.equals(other.secret);
  }

  /** Whether that is the token; takes the same time for every candidate of a length. */
  boolean matches(String candidate) {
    return secret.matches(candidate.getBytes(UTF_8));
  }
}

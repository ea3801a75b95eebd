package org.sallyport.net.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.kernel.Secret;

/** Where a private key in PEM is kept. Read anew at each reload. */
public interface KeySource {
  /** The key's text. The caller closes the secret. */
  Secret read() throws IOException;

  /** The file, where it is one; its modification is watched. */
  Optional<Path> file();

  /** What a message calls the source. */
  String description();

  /** A file. */
  static KeySource of(Path path) {
    return new KeySource() {
      @Override
      public Secret read() throws IOException {
        var text = Files.readAllBytes(path);
        try {
          return Secret.copyOf(text);
        } finally {
          Arrays.fill(text, (byte) 0);
        }
      }

      @Override
      public Optional<Path> file() {
        return Optional.of(path);
      }

      @Override
      public String description() {
        return path.toString();
      }
    };
  }

  /** A key that was read elsewhere, such as from the environment. */
  static KeySource of(String description, Secret text) {
    return new KeySource() {
      @Override
      public Secret read() {
        var bytes = text.reveal();
        try {
          return Secret.copyOf(bytes);
        } finally {
          Arrays.fill(bytes, (byte) 0);
        }
      }

      @Override
      public Optional<Path> file() {
        return Optional.empty();
      }

      @Override
      public String description() {
        return description;
      }
    };
  }
}

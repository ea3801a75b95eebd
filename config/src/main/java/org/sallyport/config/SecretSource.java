package org.sallyport.config;

import java.nio.file.Path;

/**
 * Where a secret is kept: never in the configuration itself. Written {@code file:PATH} or {@code
 * env:NAME}; the path is resolved against the folder of the configuration file while binding.
 *
 * <p>The text form names the place and so may be printed. {@link Secrets} reads what is there.
 */
public sealed interface SecretSource {

  /** The first line of a file, or all of it for PEM. */
  record File(Path path) implements SecretSource {
    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /** An environment variable of the process. */
  record Environment(String name) implements SecretSource {
    @Override
    public String toString() {
      return "env:" + name;
    }
  }
}

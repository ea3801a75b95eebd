package org.sallyport.config;

import java.nio.file.Path;

/**
 * Where a secret is kept: never in the configuration itself. Written {@code file:PATH} or {@code
 * env:NAME}; the path is resolved against the folder of the configuration file while binding.
 */
public sealed interface SecretSource {

  /** The first line of a file, or all of it for PEM. */
  record File(Path path) implements SecretSource {}

  /** An environment variable of the process. */
  record Environment(String name) implements SecretSource {}
}

package org.sallyport.config;

import java.nio.file.Path;

/** Reads the text form of a {@link SecretSource}. Its messages never repeat the text. */
final class SecretSources {
  static final String EXPECTED = "file:PATH or env:NAME";

  private SecretSources() {}

  static SecretSource parse(String text, Path folder) {
    if (text.startsWith("file:")) {
      return file(text.substring(5), folder);
    }
    if (text.startsWith("env:")) {
      return environment(text.substring(4));
    }
    throw new IllegalArgumentException(
        "expected file:PATH or env:NAME; a secret itself does not stand in this file");
  }

  private static SecretSource file(String path, Path folder) {
    if (path.isBlank() || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected a path behind file:");
    }
    return new SecretSource.File(folder.resolve(path.strip()).normalize());
  }

  private static SecretSource environment(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "expected the name of an environment variable behind env:, of letters, digits and _");
    }
    return new SecretSource.Environment(name);
  }
}

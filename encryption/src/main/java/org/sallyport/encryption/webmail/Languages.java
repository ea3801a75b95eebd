package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** The languages of pages and messages to people, by the resource {@code languages}. */
public final class Languages {
  /** Such as {@code en}; the first one where nothing else is known. */
  public static final List<String> ALL = read();

  private Languages() {}

  private static List<String> read() {
    try (var in = Languages.class.getResourceAsStream("languages")) {
      if (in == null) {
        throw new IllegalStateException("the resource languages is missing");
      }
      return new InputStreamReader(in, UTF_8)
          .readAllLines().stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

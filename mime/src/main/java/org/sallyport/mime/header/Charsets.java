package org.sallyport.mime.header;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Character sets by the names that mail uses. */
public final class Charsets {
  private Charsets() {}

  /**
   * The set that a name stands for. Those that claim ASCII or ISO 8859-1 are read as Windows-1252,
   * as browsers do, because that is what was written; UTF-7 and others that hide ASCII are not
   * known.
   */
  public static Optional<Charset> find(String name) {
    var lower = name.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "", "x-unknown", "unknown-8bit" -> Optional.empty();
      case "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "cp1252" ->
          known("windows-1252");
      case "utf8", "utf-8", "unicode-1-1-utf-8" -> Optional.of(StandardCharsets.UTF_8);
      case "ks_c_5601-1987" -> known("x-windows-949");
      case "gb2312" -> known("gb18030");
      default -> lower.startsWith("utf-7") ? Optional.empty() : known(lower);
    };
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }
}

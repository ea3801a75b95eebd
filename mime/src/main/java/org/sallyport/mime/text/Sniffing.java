package org.sallyport.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a file's first octets look like. */
final class Sniffing {
  /** So many octets are looked at. */
  static final int LOOKED_AT = 512;

  private static final Map<String, String> MAGIC = new LinkedHashMap<>();
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final Set<String> PROGRAMS =
      Set.of(
          "application/vnd.microsoft.portable-executable",
          "application/x-elf",
          "application/x-mach-binary",
          "application/x-shellscript",
          "application/java-vm");

  static {
    MAGIC.put("%PDF-", "application/pdf");
    MAGIC.put("\u0089PNG\r\n\u001a\n", "image/png");
    MAGIC.put("\u00ff\u00d8\u00ff", "image/jpeg");
    MAGIC.put("GIF87a", "image/gif");
    MAGIC.put("GIF89a", "image/gif");
    MAGIC.put("PK\u0003\u0004", "application/zip");
    MAGIC.put("\u001f\u008b", "application/gzip");
    MAGIC.put("7z\u00bc\u00af'\u001c", "application/x-7z-compressed");
    MAGIC.put("Rar!\u001a\u0007", "application/vnd.rar");
    MAGIC.put("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage");
    MAGIC.put("MZ", "application/vnd.microsoft.portable-executable");
    MAGIC.put("\u007fELF", "application/x-elf");
    MAGIC.put("\u00ca\u00fe\u00ba\u00be", "application/java-vm");
    MAGIC.put("\u00cf\u00fa\u00ed\u00fe", "application/x-mach-binary");
    MAGIC.put("#!", "application/x-shellscript");
    MAGIC.put("{\\rtf", "application/rtf");
    MAGIC.put("-----BEGIN PGP ", "application/pgp-encrypted");
  }

  private Sniffing() {}

  /** A media type by a file's beginning. */
  static String type(byte[] beginning) {
    var text = new String(beginning, ISO_8859_1);
    for (var magic : MAGIC.entrySet()) {
      if (text.startsWith(magic.getKey())) {
        return magic.getValue();
      }
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    // What follows these is read as HTML or SVG by browsers, whatever it is called.
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.matches(
        "(?s)(\u00ef\u00bb\u00bf)?\\s*<(!doctype html|html|head|body|script|iframe).*")) {
      return "text/html";
    }
    if (lower.contains("<svg")) {
      return "image/svg+xml";
    }
    boolean binary = text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0);
    return binary ? "application/octet-stream" : "text/plain";
  }

  static boolean isPicture(String type) {
    return PICTURES.contains(type);
  }

  static boolean isProgram(String type) {
    return PROGRAMS.contains(type);
  }
}

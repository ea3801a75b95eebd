package org.sallyport.mime.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes names of files safe, whatever a sender called them. */
final class FileName {
  private static final int LONGEST = 120;
  private static final int LONGEST_ENDING = 12;
  private static final String FORBIDDEN = "/\\:*?\"<>|%";

  /** Names that Windows keeps for devices. */
  private static final String DEVICE = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";

  private static final Set<String> PROGRAMS =
      Set.of(
          "exe", "com", "scr", "bat", "cmd", "pif", "msi", "msp", "hta", "js", "jse", "vbs", "vbe",
          "wsf", "wsh", "ps1", "lnk", "url", "jar", "reg", "cpl", "dll", "iso", "img", "vhd", "app",
          "command", "sh", "desktop", "apk", "docm", "xlsm", "pptm", "chm", "scf", "one");

  private FileName() {}

  /**
   * A name without folders, characters that steer or hide (such as those that turn the direction of
   * writing, with which {@code exe.fdp} looks like {@code pdf.exe}), and names that systems keep.
   *
   * @param otherwise where nothing is left
   */
  static String safe(String name, String otherwise) {
    var text = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .filter(c -> !isHidden(c))
        .forEach(c -> text.appendCodePoint(FORBIDDEN.indexOf(c) >= 0 ? '_' : c));
    int begin = 0;
    int end = text.length();
    while (begin < end && ". ".indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    while (end > begin && ". ".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    var safe = text.substring(begin, end);
    if (safe.isEmpty()) {
      return otherwise;
    }
    return shorten(safe.matches(DEVICE) ? "_" + safe : safe);
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String shorten(String name) {
    if (name.codePointCount(0, name.length()) <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    var ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
    return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
  }

  static boolean isProgram(String name) {
    return PROGRAMS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}

package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.encryption.webmail.Download;

/**
 * Puts the pictures that came with a message into its HTML. The frame that shows it has an origin
 * of its own, to which the session's cookie is not sent, so pictures are part of the text. One
 * thread.
 */
final class Pictures {
  /** Characters of all pictures within a text, each counted as often as it is shown. */
  static final int MOST_CHARACTERS = 8 << 20;

  /** Different pictures within a text; others are files. */
  static final int MOST = 50;

  /** What {@code MailReader} writes for a picture; elsewhere in the text are no such quotes. */
  private static final Pattern PICTURE = Pattern.compile("src=\"picture/([0-9.]{1,40})\"");

  private final Source source;
  private final Map<String, String> known = new HashMap<>();
  private int left = MOST_CHARACTERS;

  private Pictures(Source source) {
    this.source = source;
  }

  /** Where files of a message are, by the paths of their parts. */
  @FunctionalInterface
  interface Source {
    Optional<Download> file(String path) throws IOException;
  }

  /**
   * The text with its pictures; where they are too many or too large, with empty ones.
   *
   * @throws IOException when one cannot be read from the store
   */
  static String in(String html, Source source) throws IOException {
    return new Pictures(source).put(html);
  }

  private String put(String html) throws IOException {
    var text = new StringBuilder(html.length());
    var found = PICTURE.matcher(html);
    while (found.find()) {
      var picture = picture(found.group(1));
      found.appendReplacement(text, Matcher.quoteReplacement("src=\"" + picture + "\""));
    }
    return found.appendTail(text).toString();
  }

  private String picture(String path) throws IOException {
    var picture = known.get(path);
    if (picture == null) {
      picture = known.size() < MOST ? read(path) : "";
      known.put(path, picture);
    }
    if (picture.length() > left) {
      return "";
    }
    left -= picture.length();
    return picture;
  }

  private String read(String path) throws IOException {
    var file = source.file(path);
    if (file.isEmpty()) {
      return "";
    }
    try (var content = file.get().content()) {
      var head = "data:" + file.get().type() + ";base64,";
      int most = (left - head.length()) / 4 * 3;
      if (most <= 0 || !file.get().type().matches("image/(png|jpeg|gif|webp)")) {
        return "";
      }
      var octets = content.readNBytes(most + 1);
      return octets.length > most ? "" : head + Base64.getEncoder().encodeToString(octets);
    }
  }
}

package org.sallyport.mime.text;

import java.util.Optional;

/**
 * A file that came with a message.
 *
 * @param path of its part
 * @param name safe to show and to store under
 * @param declared the media type that its sender says
 * @param sniffed the media type that its octets look like; where they tell nothing, {@code
 *     application/octet-stream} or, for text, {@code text/plain}
 * @param contentId what texts call it, without angle brackets
 * @param octets how many there are, encoded as it is in the message
 */
public record MailFile(
    String path,
    String name,
    String declared,
    String sniffed,
    Optional<String> contentId,
    long octets) {
  /** Whether it is a program, or what a system runs as one. */
  public boolean isProgram() {
    return Sniffing.isProgram(sniffed) || FileName.isProgram(name);
  }

  /** Whether it is a picture that a page may show. */
  public boolean isPicture() {
    return Sniffing.isPicture(sniffed);
  }
}

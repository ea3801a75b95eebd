package org.sallyport.director.settings;

import java.util.regex.Pattern;
import org.sallyport.config.Written;

/**
 * Where members say whether they are ready: {@code https://*:8443/ready}. The star stands for the
 * host of whichever member is asked, so that no member can answer for another.
 *
 * @param tls whether it is https
 * @param port 443 or 80 where the text names none
 * @param path from the first slash, {@code /} where there is none
 */
@Written(
    as = "a URL with * for the member's host, such as https://*:8443/ready",
    pattern = "https?://\\*(:[0-9]{1,5})?(/[!-~]*)?")
public record ReadyUrl(boolean tls, int port, String path) {
  private static final Pattern FORM = Pattern.compile("(https?)://\\*(?::([0-9]{1,5}))?(/[!-~]*)?");

  /**
   * Reads the text form. The binder finds this method by its name and parameter.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static ReadyUrl parse(String text) {
    var found = FORM.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "a URL with * for the member's host is expected, such as https://*:8443/ready");
    }
    boolean tls = found.group(1).equals("https");
    int standard = tls ? 443 : 80;
    int port = found.group(2) == null ? standard : Integer.parseInt(found.group(2));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port from 1 to 65535 is expected, not " + port);
    }
    return new ReadyUrl(tls, port, found.group(3) == null ? "/" : found.group(3));
  }

  @Override
  public String toString() {
    return (tls ? "https" : "http") + "://*:" + port + path;
  }
}

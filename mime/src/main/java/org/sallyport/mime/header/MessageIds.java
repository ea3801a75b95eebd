package org.sallyport.mime.header;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Message-ID, In-Reply-To and References (RFC 5322 section 3.6.4). */
public final class MessageIds {
  private static final Pattern ID = Pattern.compile("<[\\x21-\\x3b=\\x3f-\\x7e]{1,995}>");
  private static final int MOST = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private MessageIds() {}

  /**
   * The ids in a field's body, with their angle brackets. They are of printable ASCII alone
   * (section 3.2.3), as they are put into fields of other messages; what has anything else is
   * passed over.
   */
  public static List<String> read(String body) {
    return ID.matcher(body).results().limit(MOST).map(found -> found.group()).toList();
  }

  /** A new one. It says nothing of who made it but the domain. */
  public static String next(String domain) {
    var bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return "<" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "@" + domain + ">";
  }
}

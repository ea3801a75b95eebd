package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each reply tells the browser to hold to. */
final class Guard {
  /** The cookie that holds a session: of this host alone, and of no script. */
  static final String SESSION = "__Host-sallyport-mail";

  /** The cookie that holds a stranger's language. */
  static final String LANGUAGE = "__Host-sallyport-language";

  /** Pages: one style sheet, forms to here, a frame from here; nothing inline, no script. */
  private static final String PAGE =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

  /**
   * HTML of others: an origin of its own, no script, no forms, no request to anywhere. Pictures are
   * part of it. Links open a window of their own, which is not bound by this.
   */
  private static final String FRAME =
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:;"
          + " style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self';"
          + " base-uri 'none'";

  /** Files: whatever they are, they run nowhere. */
  private static final String FILE = "sandbox; default-src 'none'; frame-ancestors 'none'";

  private Guard() {}

  private static Map<String, String> all(String policy, String frames, String caching) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Security-Policy", policy);
    headers.put("X-Frame-Options", frames);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer"); // paths hold one-time links
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    headers.put("X-Robots-Tag", "noindex, nofollow");
    headers.put("Cache-Control", caching);
    headers.put("Strict-Transport-Security", "max-age=31536000"); // RFC 6797 section 6.1
    return headers;
  }

  static Map<String, String> page() {
    return all(PAGE, "DENY", "no-store");
  }

  static Map<String, String> frame() {
    return all(FRAME, "SAMEORIGIN", "no-store");
  }

  static Map<String, String> asset() {
    return all(FILE, "DENY", "public, max-age=31536000, immutable");
  }

  /** RFC 6266: to be stored, under a name. */
  static Map<String, String> file(String name) {
    var headers = all(FILE, "DENY", "no-store");
    var plain = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
    var encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    headers.put(
        "Content-Disposition",
        "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
    return headers;
  }

  /**
   * A session's cookie. Lax: whoever follows a link in a mail to their mailbox is signed in;
   * requests that change something carry the form's token as well.
   */
  static String session(String token) {
    return SESSION + "=" + token + "; Path=/; HttpOnly; SameSite=Lax; Secure";
  }

  /** Makes the browser forget a session. */
  static String noSession() {
    return SESSION + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure";
  }

  static String language(String language) {
    return LANGUAGE + "=" + language + "; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax; Secure";
  }
}

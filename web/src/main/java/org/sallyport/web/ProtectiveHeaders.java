package org.sallyport.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every response says to the browser that gets it. */
public final class ProtectiveHeaders {
  /**
   * Everything from this server alone, nothing inline (CSP Level 3). Pico draws its arrows and
   * ticks from data: images.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private ProtectiveHeaders() {}

  /** Names and values. */
  public static Map<String, String> all(boolean tls) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
    if (tls) {
      headers.put("Strict-Transport-Security", "max-age=31536000"); // RFC 6797 section 6.1
    }
    return headers;
  }
}

package org.sallyport.director.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.sallyport.director.settings.ForwardedSettings;
import org.sallyport.wire.http1.RequestHead;

/**
 * {@code X-Forwarded-*} and {@code Forwarded} (RFC 7239) for one client's connection. What an
 * untrusted client sends under these names is cut out; a trusted one's is kept and extended.
 */
final class ForwardedFields {
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] FORWARDED = ascii("forwarded");
  private static final byte[] X_FORWARDED = ascii("x-forwarded-");
  private static final byte[] X_FORWARDED_HOST = ascii("x-forwarded-host");

  private final ForwardedSettings settings;
  private final boolean trusted;
  private final String scheme;
  private final String client;
  private final int calledPort;

  ForwardedFields(
      ForwardedSettings settings,
      InetSocketAddress client,
      InetSocketAddress called,
      boolean encrypted) {
    this.settings = settings;
    this.trusted = settings.trust().stream().anyMatch(p -> p.contains(client.getAddress()));
    this.scheme = encrypted ? "https" : "http";
    this.client = text(client.getAddress());
    this.calledPort = called.getPort();
  }

  private static String text(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /**
   * Whether the client asks the member to drop the very fields that this class adds, by naming them
   * in {@code Connection} (RFC 9110 section 7.6.1).
   */
  static boolean namedInConnection(RequestHead head) {
    for (int i = head.find(CONNECTION, 0); i >= 0; i = head.find(CONNECTION, i + 1)) {
      if (head.value(i).toLowerCase(Locale.ROOT).contains("forwarded")) {
        return true;
      }
    }
    return false;
  }

  /** Notes what is to be cut from the head and put at its end. */
  void edit(RequestHead head, byte[] buffer, int end, HeadEdits edits) {
    boolean seen = false;
    for (int i = 0; i < head.headerCount(); i++) {
      if (forwarding(head, i, buffer)) {
        if (trusted) {
          seen = true;
        } else {
          edits.cut(head.lineOffset(i), head.lineOffset(i) + head.lineLength(i));
        }
      }
    }
    edits.insert(end, ascii(lines(head, seen)));
  }

  private String lines(RequestHead head, boolean extending) {
    var lines = new StringBuilder(160);
    var host = head.hostIndex() < 0 ? "" : head.value(head.hostIndex());
    if (settings.xForwarded()) {
      lines.append("X-Forwarded-For: ").append(client).append("\r\n");
      if (!extending || head.find(X_FORWARDED_HOST, 0) < 0) {
        lines.append("X-Forwarded-Proto: ").append(scheme).append("\r\n");
        lines.append("X-Forwarded-Host: ").append(host).append("\r\n");
        lines.append("X-Forwarded-Port: ").append(calledPort).append("\r\n");
      }
    }
    if (settings.forwarded()) {
      lines.append("Forwarded: for=").append(node()).append(";proto=").append(scheme);
      if (!host.isEmpty()) {
        lines.append(";host=\"").append(host).append('"');
      }
      lines.append("\r\n");
    }
    return lines.toString();
  }

  /** RFC 7239 section 6: an IPv6 address stands in brackets and quotes. */
  private String node() {
    return client.indexOf(':') >= 0 ? "\"[" + client + "]\"" : client;
  }

  private static boolean forwarding(RequestHead head, int field, byte[] buffer) {
    int offset = head.nameOffset(field);
    int length = head.nameLength(field);
    return (length == FORWARDED.length && begins(buffer, offset, FORWARDED))
        || (length > X_FORWARDED.length && begins(buffer, offset, X_FORWARDED));
  }

  private static boolean begins(byte[] buffer, int offset, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      int c = buffer[offset + i];
      // Servers that hand fields on as CGI variables (RFC 3875 section 4.1.18) take _ for -.
      int same = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? c | 0x20 : c;
      if (same != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

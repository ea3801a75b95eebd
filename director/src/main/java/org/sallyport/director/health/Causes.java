package org.sallyport.director.health;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.sallyport.config.Durations;
import org.sallyport.net.tls.TlsFailure;

/** Sentences for what went wrong, for people who have not read the source. */
final class Causes {
  private static final int MAX_QUOTE = 200;

  private Causes() {}

  /**
   * What an exception means.
   *
   * @param awaited what was awaited when it came, such as {@code greeting}
   */
  static String of(IOException e, String awaited, Duration timeout) {
    return switch (e) {
      case DeadlineExceeded _ -> late(awaited, timeout);
      case SocketTimeoutException _ -> late(awaited, timeout);
      case EOFException _ -> "connection closed before the " + awaited;
      case ConnectException refused -> connect(refused);
      case NoRouteToHostException _ -> "no route to host";
      case SSLException tls -> tls(tls, awaited, timeout);
      default -> quoted(lowerFirst(message(e)));
    };
  }

  private static String late(String awaited, Duration timeout) {
    return "no " + awaited + " within " + Durations.format(timeout);
  }

  private static String connect(ConnectException e) {
    var message = message(e);
    return message.contains("refused") ? "connection refused" : quoted(lowerFirst(message));
  }

  /** What the TLS layer says; what lies beneath it where the connection itself failed. */
  private static String tls(SSLException e, String awaited, Duration timeout) {
    if (e.getCause() instanceof DeadlineExceeded) {
      return late(awaited, timeout);
    }
    return quoted(
        TlsFailure.of(e).map(TlsFailure::sentence).orElseGet(() -> lowerFirst(message(e))));
  }

  private static String message(Throwable e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String lowerFirst(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
  }

  /** Text of a stranger: cut short, with everything but visible ASCII and spaces replaced. */
  static String quoted(String text) {
    var safe = new StringBuilder();
    for (int i = 0; i < text.length() && safe.length() < MAX_QUOTE; i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c < 0x7F ? c : '?');
    }
    return safe.toString().strip();
  }
}

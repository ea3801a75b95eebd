package org.sallyport.director.health;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * GET, and the status of the answer (RFC 9112). Reads up to the final status line and no further;
 * interim answers (RFC 9110 section 15.2) are passed over.
 */
final class HttpConversation implements Conversation {
  private final String request;
  private final List<Integer> statuses;

  /**
   * A GET of a path.
   *
   * @param host the Host header, with the port where it is not the scheme's own
   * @param statuses those that pass; empty means 200 to 399
   */
  HttpConversation(String path, String host, List<Integer> statuses) {
    this.request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: sallyport-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    this.statuses = List.copyOf(statuses);
  }

  @Override
  public Finding hold(Link link) throws IOException {
    link.await("status line");
    link.send(request);
    while (true) {
      var line = link.line();
      int status = status(line);
      if (status < 0) {
        return new Finding.Failed("not an HTTP status line: " + Causes.quoted(line));
      }
      // 101 is final here: nothing was asked to be upgraded.
      if (status >= 200 || status == 101) {
        return judge(status);
      }
      skipFields(link);
    }
  }

  private static void skipFields(Link link) throws IOException {
    while (!link.line().isEmpty()) {
      // An interim answer's fields mean nothing to a check.
    }
  }

  private Finding judge(int status) {
    boolean passes =
        statuses.isEmpty() ? status >= 200 && status <= 399 : statuses.contains(status);
    return passes
        ? new Finding.Passed()
        : new Finding.Failed("status " + status + ", expected " + expected());
  }

  private String expected() {
    return statuses.isEmpty()
        ? "200 to 399"
        : statuses.stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  /** The status of a status line (RFC 9112 section 4), or -1 when it is none. */
  static int status(String line) {
    if (line.length() < 13
        || !line.startsWith("HTTP/1.")
        || !digit(line.charAt(7))
        || line.charAt(8) != ' '
        || line.charAt(12) != ' ') {
      return -1;
    }
    for (int i = 9; i < 12; i++) {
      if (!digit(line.charAt(i))) {
        return -1;
      }
    }
    int status = Integer.parseInt(line, 9, 12, 10);
    return status >= 100 && status <= 599 ? status : -1;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}

package org.sallyport.director.harness;

import java.util.Random;

/** Bytes and heads that tests send. */
public final class Text {
  private Text() {}

  /** A GET without a body. */
  public static String get(String path, String... fields) {
    return request("GET", path, "", fields);
  }

  /** A POST with a Content-Length. */
  public static String post(String path, String body, String... fields) {
    var all = java.util.Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = "Content-Length: " + body.length();
    return request("POST", path, body, all);
  }

  /** Any request to host {@code web}; fields are whole lines. */
  public static String request(String method, String path, String body, String... fields) {
    var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: web\r\n");
    for (var field : fields) {
      text.append(field).append("\r\n");
    }
    return text.append("\r\n").append(body).toString();
  }

  /** Printable bytes that are the same for the same seed. */
  public static String random(int length, int seed) {
    var random = new Random(seed);
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }

  /** A chunked body of that content, with chunks of different sizes and a trailer. */
  public static String chunked(String content, int seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int at = 0; at < content.length(); ) {
      int size = Math.min(content.length() - at, 1 + random.nextInt(5000));
      text.append(Integer.toHexString(size)).append(";n=v\r\n");
      text.append(content, at, at + size).append("\r\n");
      at += size;
    }
    return text.append("0\r\nX-Sum: 1\r\n\r\n").toString();
  }
}

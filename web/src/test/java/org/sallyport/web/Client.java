package org.sallyport.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.route.Json;

/** An HTTP client that sends exactly what a test says, one connection for each request. */
final class Client {
  private final int port;

  Client(int port) {
    this.port = port;
  }

  /** A response; header names in lower case. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    Map<?, ?> json() {
      return Json.read(body.getBytes(UTF_8), Map.class);
    }

    /** The name and value of the cookie that was set, as it is sent back. */
    String cookie() {
      return header("set-cookie").orElseThrow().replaceFirst(";.*", "");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Answer form(String path, String fields, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    return send("POST", path, fields, all.toArray(String[]::new));
  }

  Answer send(String method, String path, String body, String... headers) {
    var head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    return raw(head + "Connection: close\r\n\r\n" + body);
  }

  Answer raw(String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parse(String response) {
    int end = response.indexOf("\r\n\r\n");
    var lines = response.substring(0, end).split("\r\n", -1);
    var headers = new LinkedHashMap<String, List<String>>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers
          .computeIfAbsent(
              lines[i].substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(lines[i].substring(colon + 1).strip());
    }
    var body = response.substring(end + 4);
    int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
    return new Answer(status, headers, new String(body.getBytes(ISO_8859_1), UTF_8));
  }
}

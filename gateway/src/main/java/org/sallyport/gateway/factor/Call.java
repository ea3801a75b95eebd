package org.sallyport.gateway.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;

/**
 * One request to the authority. All of them may be repeated: they read, or carry a key.
 *
 * @param method {@code GET} or {@code POST}
 * @param path with its query, percent-encoded
 * @param body JSON; empty for GET
 * @param key the idempotency key, where the request changes something by itself
 * @param patience how long the answer may take beyond the usual, for long polls
 * @param longest octets of an answer
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, compared by nobody
record Call(
    String method, String path, byte[] body, Optional<String> key, Duration patience, int longest) {
  private static final int LONGEST = 256 << 10;

  static Call get(String path) {
    return new Call("GET", path, new byte[0], Optional.empty(), Duration.ZERO, LONGEST);
  }

  static Call post(String path, byte[] json) {
    return new Call("POST", path, json, Optional.empty(), Duration.ZERO, LONGEST);
  }

  Call withKey(String idempotency) {
    return new Call(method, path, body, Optional.of(idempotency), patience, longest);
  }

  Call waiting(Duration more) {
    return new Call(method, path, body, key, more, longest);
  }

  Call upTo(int octets) {
    return new Call(method, path, body, key, patience, octets);
  }

  /** The request as it is sent (RFC 9112). */
  byte[] bytes(String host) {
    var head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nAccept: application/json, application/problem+json\r\n");
    key.ifPresent(value -> head.append("Idempotency-Key: ").append(value).append("\r\n"));
    if (method.equals("POST")) {
      head.append("Content-Type: application/json\r\nContent-Length: ");
      head.append(body.length).append("\r\n");
    }
    var start = head.append("\r\n").toString().getBytes(UTF_8);
    var whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }
}

package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The director's own answers (RFC 9110 section 15). They say what a client can do about it and
 * nothing about members: the reason is in the access log.
 */
enum Answer {
  BAD_REQUEST(400, "Bad Request", "The request is malformed."),
  FORBIDDEN(403, "Forbidden", "The request is not allowed here."),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed", "This method is not served here."),
  REQUEST_TIMEOUT(408, "Request Timeout", "The request took too long to arrive."),
  CONTENT_TOO_LARGE(413, "Content Too Large", "The request body is too large."),
  URI_TOO_LONG(414, "URI Too Long", "The request target is too long."),
  EXPECTATION_FAILED(417, "Expectation Failed", "Only 100-continue can be expected here."),
  MISDIRECTED(421, "Misdirected Request", "This name is served on a connection of its own."),
  FIELDS_TOO_LARGE(431, "Request Header Fields Too Large", "The request head is too large."),
  NOT_IMPLEMENTED(501, "Not Implemented", "The request uses what is not implemented here."),
  BAD_GATEWAY(502, "Bad Gateway", "The server answered badly. Please try again."),
  UNAVAILABLE(503, "Service Unavailable", "No server is available now. Please try again."),
  GATEWAY_TIMEOUT(504, "Gateway Timeout", "The server took too long to answer."),
  VERSION(505, "HTTP Version Not Supported", "HTTP/1.1 and HTTP/1.0 are spoken here.");

  private final int status;
  private final String head;
  private final String body;

  Answer(int status, String phrase, String sentence) {
    this.status = status;
    this.body = sentence + "\n";
    this.head =
        "HTTP/1.1 "
            + (status + " " + phrase + "\r\n")
            + (status == 503 ? "Retry-After: 5\r\n" : "")
            + "Content-Type: text/plain\r\n"
            + ("Content-Length: " + body.length() + "\r\n")
            + "Connection: close\r\n\r\n";
  }

  /** The answer to a request that the scanner refused with {@code status}. */
  static Answer of(int status) {
    for (var answer : values()) {
      if (answer.status == status) {
        return answer;
      }
    }
    return BAD_REQUEST;
  }

  int status() {
    return status;
  }

  /**
   * The whole answer as bytes.
   *
   * @param headOnly without the body, in answer to HEAD
   */
  ByteBuf bytes(boolean headOnly) {
    return Unpooled.copiedBuffer(headOnly ? head : head + body, StandardCharsets.US_ASCII);
  }
}

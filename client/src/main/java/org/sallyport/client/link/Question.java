package org.sallyport.client.link;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sallyport.client.json.Json;

/**
 * A request, as often as it must be sent.
 *
 * @param method of HTTP
 * @param target path and query
 * @param body may be empty
 * @param fields header fields, asked for anew each time it is sent: a proof counts once
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
public record Question(String method, String target, byte[] body, Fields fields) {
  private static final byte[] NONE = {};

  /** Header fields. */
  @FunctionalInterface
  public interface Fields {
    /** The fields for one more request. */
    Map<String, String> next();
  }

  /** Without a body. */
  public static Question get(String target) {
    return new Question("GET", target, NONE, Map::of);
  }

  /** With a record or map as JSON. */
  public static Question of(String method, String target, Object body) {
    return new Question(method, target, Json.bytes(body), Map::of);
  }

  /** The same with these fields. */
  public Question with(Fields more) {
    return new Question(method, target, body, more);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }

  /** A part of a path. */
  public static String segment(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package org.sallyport.web.route;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A failure for programs and people (RFC 9457).
 *
 * @param code what tells this kind of problem from others, stable, such as {@code unknown-member};
 *     the problem's type is {@code urn:sallyport:problem:} and the code
 * @param title the kind in a few words, the same for each occurrence
 * @param detail what happened, what was expected and what to do
 * @param more further members of the JSON object
 * @param headers of the response, such as {@code Retry-After}
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    Map<String, Object> more,
    Map<String, String> headers) {

  /** Before {@link #code} in the type of a problem. */
  public static final String TYPE_PREFIX = "urn:sallyport:problem:";

  /** The media type of the JSON form. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    more = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(more));
    headers = Map.copyOf(headers);
  }

  /** A problem without further members. */
  public Problem(int status, String code, String title, String detail) {
    this(status, code, title, detail, Map.of(), Map.of());
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    var longer = new LinkedHashMap<>(more);
    longer.put(name, value);
    return new Problem(status, code, title, detail, longer, headers);
  }

  /** The same with one more header in the response. */
  public Problem withHeader(String name, String value) {
    var longer = new LinkedHashMap<>(headers);
    longer.put(name, value);
    return new Problem(status, code, title, detail, more, longer);
  }

  /** The JSON object (RFC 9457 section 3.1). */
  public Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", TYPE_PREFIX + code);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.putAll(more);
    return members;
  }
}

package org.sallyport.web.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Map;
import org.sallyport.web.page.Page;

/** What a handler answers. Headers that protect the reader are added by the server. */
public sealed interface Reply {

  /** Bytes of a media type. The array is not copied. */
  @SuppressWarnings("ArrayRecordComponent") // bodies are never compared
  record Content(int status, String mediaType, byte[] body, Map<String, String> headers)
      implements Reply {
    public Content {
      headers = Map.copyOf(headers);
    }
  }

  /** 200 with a file, which is not taken into memory. */
  record Sent(String mediaType, Path file, Map<String, String> headers) implements Reply {
    public Sent {
      headers = Map.copyOf(headers);
    }
  }

  /** A page within the shell. */
  record Shown(int status, Page page) implements Reply {}

  /** A failure, as problem+json for programs and as a page for people. */
  record Failed(Problem problem) implements Reply {}

  /** 303: look there (RFC 9110 section 15.4.4). The location is a path of this server. */
  record SeeOther(String location, Map<String, String> headers) implements Reply {
    public SeeOther {
      headers = Map.copyOf(headers);
    }
  }

  /** 204. */
  record Empty() implements Reply {}

  /** Server-sent events until one side ends. */
  record Stream(Feed feed) implements Reply {}

  /** 200 with JSON. */
  static Reply json(Object value) {
    return json(200, value);
  }

  /** JSON with another status. */
  static Reply json(int status, Object value) {
    return new Content(status, "application/json", Json.bytes(value), Map.of());
  }

  /** 200 with UTF-8 text. */
  static Reply text(String mediaType, String text) {
    return new Content(200, mediaType, text.getBytes(UTF_8), Map.of());
  }

  /** 200 with a page. */
  static Reply page(Page page) {
    return new Shown(200, page);
  }

  /** A failure. */
  static Reply problem(Problem problem) {
    return new Failed(problem);
  }

  /** 303 to a path of this server. */
  static Reply seeOther(String location) {
    return new SeeOther(location, Map.of());
  }

  /** 204. */
  static Reply empty() {
    return new Empty();
  }

  /** Events. */
  static Reply events(Feed feed) {
    return new Stream(feed);
  }
}

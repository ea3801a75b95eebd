package org.sallyport.web.api;

import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/** What a site answers. All headers are the handler's, those that protect the reader as well. */
public sealed interface SiteReply {
  /** A status below 600. */
  int status();

  /** Names and values. */
  Map<String, String> headers();

  /** Bytes of a media type. The array is not copied. */
  @SuppressWarnings("ArrayRecordComponent") // bodies are never compared
  record Content(int status, String mediaType, byte[] body, Map<String, String> headers)
      implements SiteReply {
    public Content {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Bytes that are not taken into memory.
   *
   * @param length in octets, where it is known
   * @param body is closed once it is sent, or cannot be
   */
  record Streamed(
      int status,
      String mediaType,
      OptionalLong length,
      InputStream body,
      Map<String, String> headers)
      implements SiteReply {
    public Streamed {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * 303: look there (RFC 9110 section 15.4.4).
   *
   * @param location a path of this server
   */
  record SeeOther(String location, Map<String, String> headers) implements SiteReply {
    public SeeOther {
      headers = Map.copyOf(headers);
    }

    @Override
    public int status() {
      return 303;
    }
  }
}

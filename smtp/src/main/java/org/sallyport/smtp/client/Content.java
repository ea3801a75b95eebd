package org.sallyport.smtp.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** The text of a message, with CR LF at the ends of its lines. */
public interface Content {
  /** A stream from the beginning, which the reader closes. */
  InputStream open() throws IOException;

  /** Octets; empty: not known before the end. */
  OptionalLong size();

  /** Of octets in memory. */
  static Content of(byte[] octets) {
    return new Content() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(octets.length);
      }
    };
  }
}

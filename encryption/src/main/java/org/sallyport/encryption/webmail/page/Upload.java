package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.multipart.MultipartReader;
import org.sallyport.web.multipart.MultipartReader.FormPart;

/**
 * A form with files, read as it comes. Its token is its first field, so that nothing of a form that
 * is not of the session is read. One thread.
 */
final class Upload {
  private static final int LONGEST_TOKEN = 200;

  /** Octets of all fields together. */
  private static final int MOST_OF_FIELDS = 6 << 20;

  private static final int MOST_PARTS = 200;

  private final MultipartReader reader;
  private final Map<String, String> fields = new HashMap<>();
  private int left = MOST_OF_FIELDS;
  private int parts;

  private Upload(MultipartReader reader) {
    this.reader = reader;
  }

  /** Takes the files of a form, one after the other. */
  interface Files {
    /** One of them; what is not read of it is passed over. */
    void take(String name, InputStream content) throws IOException;
  }

  /** The form of a body, which the caller closes; empty where it is none. */
  static Optional<Upload> of(Optional<String> contentType, InputStream body) {
    return MultipartReader.of(contentType, body).map(Upload::new);
  }

  /** The token; empty text where the form does not begin with one, or with what can be none. */
  String csrf() throws IOException {
    var first = reader.next();
    if (first.isEmpty() || !first.get().name().equals("csrf")) {
      return "";
    }
    var token = first.get().content().readNBytes(LONGEST_TOKEN + 1);
    return token.length > LONGEST_TOKEN ? "" : new String(token, US_ASCII);
  }

  /** Reads all the rest. */
  void read(Files files) throws IOException {
    for (var part = next(); part.isPresent(); part = next()) {
      var file = part.get().fileName();
      if (file.isEmpty()) {
        keep(part.get());
      } else if (!file.get().isEmpty()) { // browsers send an empty one for no file
        files.take(file.get(), part.get().content());
      }
    }
  }

  /** Reads the fields before the first file, and nothing more. */
  void readFields() throws IOException {
    for (var part = next(); part.isPresent() && part.get().fileName().isEmpty(); part = next()) {
      keep(part.get());
    }
  }

  private Optional<FormPart> next() throws IOException {
    var part = reader.next();
    if (part.isPresent() && ++parts > MOST_PARTS) {
      throw new IOException("the form has too many parts");
    }
    return part;
  }

  private void keep(FormPart part) throws IOException {
    var text = part.text(left);
    left -= text.length() + part.name().length();
    if (left < 0) {
      throw new IOException("the form has too much text");
    }
    fields.putIfAbsent(part.name(), text);
  }

  /** A field; empty text where it is absent. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }
}

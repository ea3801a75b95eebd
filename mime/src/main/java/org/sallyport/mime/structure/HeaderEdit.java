package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sallyport.mime.header.FieldText;

/**
 * Changes to the fields of a message that leave all other octets alone. Used by one thread.
 *
 * <p>New fields go to the top, where trace fields belong (RFC 5321 section 4.4), unless said
 * otherwise: what DKIM signed below keeps its order (RFC 6376 section 5.4.2).
 */
public final class HeaderEdit {
  private final Message message;
  private final List<String> fields = new ArrayList<>();
  private int top;

  /** No change yet. */
  public HeaderEdit(Message message) {
    this.message = message;
    message.header().fields().forEach(field -> fields.add(field.raw()));
  }

  /**
   * A field above all others, below those that were put there before.
   *
   * @param body folded here
   */
  public HeaderEdit onTop(String name, String body) {
    fields.add(top++, octets(FieldText.field(name, body)));
    return this;
  }

  /** A field behind all others. */
  public HeaderEdit atTheEnd(String name, String body) {
    fields.add(octets(FieldText.field(name, body)));
    return this;
  }

  /** Removes fields. */
  public HeaderEdit without(Predicate<Field> which) {
    var gone = message.header().fields().stream().filter(which).map(Field::raw).toList();
    gone.forEach(
        raw -> {
          top -= fields.indexOf(raw) < top ? 1 : 0;
          fields.remove(raw);
        });
    return this;
  }

  /** The first field of a name gets another body where it stands, and others of the name go. */
  public HeaderEdit instead(String name, String body) {
    var first = message.header().first(name);
    int place = first.map(field -> fields.indexOf(field.raw())).orElse(fields.size());
    without(field -> field.isNamed(name));
    fields.add(place, octets(FieldText.field(name, body)));
    return this;
  }

  /** UTF-8, as characters of ISO 8859-1. */
  private static String octets(String field) {
    return new String(field.getBytes(UTF_8), ISO_8859_1);
  }

  /** The header as it is now, with the empty line where the message has one. */
  byte[] header() throws IOException {
    var all = new ByteArrayOutputStream();
    for (var field : fields) {
      all.writeBytes(field.getBytes(ISO_8859_1));
    }
    long own = message.header().fields().stream().mapToLong(field -> field.raw().length()).sum();
    // What stands between the fields and the body: the empty line, as it is there.
    message.octets().copy(new Range(own, message.root().body().begin()), all);
    return all.toByteArray();
  }

  /**
   * The message with its changes.
   *
   * @throws IOException when it cannot be read
   */
  public InputStream content() throws IOException {
    return new SequenceInputStream(
        new ByteArrayInputStream(header()), message.octets().read(message.root().body()));
  }

  /**
   * Writes the message with its changes.
   *
   * @throws IOException when it cannot be read, or the sink not be written
   */
  public void writeTo(OutputStream sink) throws IOException {
    try (var in = content()) {
      in.transferTo(sink);
    }
  }
}

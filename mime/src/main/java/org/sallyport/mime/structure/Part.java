package org.sallyport.mime.structure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.transfer.TransferEncoding;

/**
 * A message or one of its parts.
 *
 * @param path numbers of the parts down to it, such as {@code 1.2}; empty for the message
 * @param header its fields
 * @param whole from its header's first octet to its body's last; for a part of a multipart, without
 *     the line end that belongs to the delimiter behind it (RFC 2046 section 5.1.1), which is what
 *     signatures are made over
 * @param body behind the empty line
 * @param type by its Content-Type, or what it is without one
 * @param encoding how its body is encoded; one that nobody knows counts as binary
 * @param facts of a body without parts
 * @param parts of a multipart, or the one message in a part of type {@code message/rfc822}
 */
public record Part(
    String path,
    Header header,
    Range whole,
    Range body,
    MediaType type,
    TransferEncoding encoding,
    Facts facts,
    List<Part> parts) {
  /** Copies the list. */
  public Part {
    parts = List.copyOf(parts);
  }

  /**
   * What the octets of a body are like.
   *
   * @param ascii whether all are below 128, and none is zero
   * @param lines whether every line ends with CR LF
   * @param longestLine in octets, without its end
   */
  public record Facts(boolean ascii, boolean lines, long longestLine) {}

  /** Whether it is a multipart whose parts were found. */
  public boolean isMultipart() {
    return type.type().equals("multipart") && !parts.isEmpty();
  }

  /** Its Content-Disposition (RFC 2183). */
  public Optional<MediaType> disposition() {
    return header.first("Content-Disposition").flatMap(field -> MediaType.read(field.body()));
  }

  /** The name that its sender gave to the content; to be distrusted as a path. */
  public Optional<String> fileName() {
    return disposition()
        .flatMap(one -> one.parameter("filename"))
        .or(() -> type.parameter("name"))
        .filter(name -> !name.isBlank());
  }

  /** It and all below it, in their order. */
  public Stream<Part> all() {
    return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::all));
  }

  /** Those without parts. */
  public Stream<Part> leaves() {
    return all().filter(part -> part.parts.isEmpty());
  }
}

package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.transfer.TransferEncoding;

/**
 * Finds the structure of a message in one pass over its lines. Open parts are a stack: a delimiter
 * line of one ends all that are deeper (RFC 2046 section 5.1.2). Used by one thread, once.
 */
final class Scanner {
  private static final int LONGEST_LINE = 998;

  /** RFC 2046 section 5.1.1. Some mailers write longer ones than its 70 characters. */
  private static final int LONGEST_BOUNDARY = 200;

  private static final MediaType MESSAGE = new MediaType("message", "rfc822", Map.of(), true);
  private static final MediaType UNREADABLE =
      new MediaType("application", "octet-stream", Map.of(), false);

  private final Octets octets;
  private final Lines lines;
  private final Bounds bounds;
  private final List<Open> open = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int parts = 1;
  private int headers;
  private int ending;

  /** What the next header implies without a type; empty within bodies. */
  private Optional<MediaType> expected = Optional.of(MediaType.TEXT);

  /** Whether the line that was read last is still to be looked at. */
  private boolean again;

  /** A message beyond the bounds; never leaves the class. */
  private static final class BeyondException extends Exception {
    private static final long serialVersionUID = 1;

    BeyondException(String reason) {
      super(reason, null, false, false);
    }
  }

  Scanner(Octets octets, InputStream in, Bounds bounds) {
    this.octets = octets;
    this.lines = new Lines(in);
    this.bounds = bounds;
  }

  Scan scan() throws IOException {
    try {
      var root = new Open("", 0);
      open.add(root);
      while (expected.isPresent() ? readHeader(deepest(), expected.get()) : readBody()) {
        // Each step reads on.
      }
      endDownTo(0, lines.end());
      return new Scan.Read(new Message(octets, root.part(), findings));
    } catch (BeyondException e) {
      return new Scan.Unreadable(String.valueOf(e.getMessage()), lines.begin());
    }
  }

  private Open deepest() {
    return open.getLast();
  }

  private void find(Finding.Kind kind, Open part) {
    if (known.add(kind + part.path())) {
      findings.add(new Finding(kind, part.path(), lines.begin()));
    }
  }

  /**
   * Reads lines of bodies up to the header of the next part.
   *
   * @return whether there is more
   */
  private boolean readBody() throws IOException, BeyondException {
    while (again || next(0)) {
      again = false;
      if (lines.mayDelimit() && delimited()) {
        return true;
      }
      deepest().line(lines);
      ending = lines.ending();
    }
    return false;
  }

  private boolean next(int copied) throws IOException {
    line.reset();
    if (!lines.next(line, copied)) {
      return false;
    }
    var part = deepest();
    if (lines.ending() == 1) {
      find(Finding.Kind.BARE_LF, part);
    }
    if (lines.hasBareCr()) {
      find(Finding.Kind.BARE_CR, part);
    }
    if (lines.hasNul()) {
      find(Finding.Kind.NUL, part);
    }
    if (lines.length() > LONGEST_LINE) {
      find(Finding.Kind.LONG_LINE, part);
    }
    return true;
  }

  /** Whether the line is a delimiter; if so, what follows it has been begun. */
  private boolean delimited() throws IOException, BeyondException {
    for (int i = open.size() - 1; i >= 0; i--) {
      var multipart = open.get(i);
      if (!multipart.mayDelimit()) {
        continue;
      }
      var found = lines.delimiter(multipart.boundary().orElseThrow());
      if (found == Lines.Delimiter.NONE) {
        continue;
      }
      // Section 5.1.1: the line end in front of it belongs to it.
      endDownTo(i + 1, lines.begin() - ending);
      if (found == Lines.Delimiter.LAST) {
        multipart.close();
        ending = lines.ending();
        return true;
      }
      begin(multipart.child(lines.end()));
      // Section 5.1.5
      expected =
          Optional.of(multipart.type().subtype().equals("digest") ? MESSAGE : MediaType.TEXT);
      return true;
    }
    return false;
  }

  private void endDownTo(int size, long at) {
    while (open.size() > size) {
      var part = open.removeLast();
      part.endAt(at);
      if (part.boundary().isPresent()) {
        if (!part.hasParts()) {
          find(Finding.Kind.NO_PARTS, part);
        } else if (!part.isClosed()) {
          find(Finding.Kind.NOT_CLOSED, part);
        }
      }
    }
  }

  private void begin(Open part) throws BeyondException {
    if (++parts > bounds.parts()) {
      throw new BeyondException("the message has more than " + bounds.parts() + " parts");
    }
    if (open.size() >= bounds.depth()) {
      throw new BeyondException(
          "the message has parts within parts, more than " + bounds.depth() + " levels deep");
    }
    open.add(part);
  }

  private static boolean holdsMessage(Open part) {
    return part.type().is("message/rfc822") || part.type().is("message/global");
  }

  /**
   * Reads a part's header.
   *
   * @return whether there is more
   */
  private boolean readHeader(Open part, MediaType implied) throws IOException, BeyondException {
    var fields = new Fields();
    Fields.Findings here = kind -> find(kind, part);
    ending = 0;
    expected = Optional.empty();
    while (next(bounds.headers() + 1)) {
      if (lines.length() == 0) {
        end(part, fields.end(here), implied, lines.end());
        if (holdsMessage(part)) {
          begin(part.child(lines.end()));
          expected = Optional.of(MediaType.TEXT);
        }
        return true;
      }
      headers += (int) Math.min(lines.end() - lines.begin(), Integer.MAX_VALUE / 2);
      if (lines.mayDelimit() && isDelimiter()) {
        find(Finding.Kind.NO_EMPTY_LINE, part);
        end(part, fields.end(here), implied, lines.begin());
        again = true;
        return true;
      }
      if (headers > bounds.headers() || headers < 0) {
        throw new BeyondException(
            "the headers have more than " + bounds.headers() + " octets together");
      }
      if (fields.take(line.toByteArray(), here) == Fields.Taken.NO) {
        // The line is the body's first, as Postfix and most programs take it.
        find(Finding.Kind.NO_FIELD, part);
        end(part, fields.end(here), implied, lines.begin());
        deepest().line(lines);
        ending = lines.ending();
        return true;
      }
      if (fields.size() >= bounds.fields()) {
        throw new BeyondException("a header has more than " + bounds.fields() + " fields");
      }
    }
    find(Finding.Kind.NO_EMPTY_LINE, part);
    end(part, fields.end(here), implied, lines.end());
    return false;
  }

  private boolean isDelimiter() {
    return open.stream()
        .filter(Open::mayDelimit)
        .anyMatch(one -> lines.delimiter(one.boundary().orElseThrow()) != Lines.Delimiter.NONE);
  }

  private void end(Open part, Header header, MediaType implied, long behind) {
    var field = header.first("Content-Type");
    var read = field.flatMap(one -> MediaType.read(one.body()));
    if (field.isPresent() && read.filter(one -> !one.subtype().isEmpty()).isEmpty()) {
      find(Finding.Kind.UNREADABLE_TYPE, part);
    } else if (read.isPresent() && !read.get().clean()) {
      find(Finding.Kind.UNCLEAR_TYPE, part);
    }
    // RFC 2045 section 5.2: without one, text; with one that cannot be read, who knows.
    var type =
        field.isEmpty() ? implied : read.filter(one -> !one.subtype().isEmpty()).orElse(UNREADABLE);
    var named = header.first("Content-Transfer-Encoding");
    var known = named.flatMap(one -> TransferEncoding.find(one.body()));
    if (named.isPresent() && known.isEmpty()) {
      find(Finding.Kind.UNKNOWN_ENCODING, part);
    }
    var encoding =
        known.orElse(named.isEmpty() ? TransferEncoding.SEVEN_BIT : TransferEncoding.BINARY);
    boolean structured = type.type().equals("multipart") || type.type().equals("message");
    boolean encoded = structured && !encoding.isIdentity();
    boolean holds = type.is("message/rfc822") || type.is("message/global");
    if (encoded && (holds || type.type().equals("multipart"))) {
      find(Finding.Kind.ENCODED_STRUCTURE, part);
    }
    // RFC 2045 section 6.4 forbids it; such a part stays whole.
    part.header(header, encoded && holds ? UNREADABLE : type, encoding, behind);
    if (type.type().equals("multipart") && !encoded) {
      split(part, type.parameter("boundary"));
    }
  }

  private void split(Open part, Optional<String> boundary) {
    if (boundary.isEmpty()
        || boundary.get().isBlank()
        || boundary.get().length() > LONGEST_BOUNDARY) {
      find(Finding.Kind.NO_BOUNDARY, part);
      return;
    }
    var octets = boundary.get().stripTrailing().getBytes(ISO_8859_1);
    for (var outer : open) {
      if (outer != part
          && outer.mayDelimit()
          && Arrays.equals(outer.boundary().orElseThrow(), octets)) {
        find(Finding.Kind.BOUNDARY_REUSED, part);
      }
    }
    part.splitBy(octets);
  }
}

package org.sallyport.mime.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.transfer.TransferEncoding;

/** A part while it is read. Used by one thread. */
final class Open {
  private final String path;
  private final long begin;
  private final List<Open> parts = new ArrayList<>();

  private Header header = new Header(List.of());
  private MediaType type = MediaType.TEXT;
  private TransferEncoding encoding = TransferEncoding.SEVEN_BIT;
  private Optional<byte[]> boundary = Optional.empty();
  private boolean closed;
  private long bodyBegin;
  private long end;
  private boolean ascii = true;
  private boolean lines = true;
  private long longestLine;

  Open(String path, long begin) {
    this.path = path;
    this.begin = begin;
    this.bodyBegin = begin;
    this.end = begin;
  }

  String path() {
    return path;
  }

  long begin() {
    return begin;
  }

  MediaType type() {
    return type;
  }

  Optional<byte[]> boundary() {
    return boundary;
  }

  boolean hasParts() {
    return !parts.isEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether delimiter lines of its own may still come. */
  boolean mayDelimit() {
    return boundary.isPresent() && !closed;
  }

  /** Its last delimiter line has been seen. */
  void close() {
    closed = true;
  }

  void header(Header read, MediaType itsType, TransferEncoding itsEncoding, long behind) {
    header = read;
    type = itsType;
    encoding = itsEncoding;
    bodyBegin = behind;
    end = behind;
  }

  void splitBy(byte[] itsBoundary) {
    boundary = Optional.of(itsBoundary);
  }

  Open child(long at) {
    var child = new Open((path.isEmpty() ? "" : path + ".") + (parts.size() + 1), at);
    parts.add(child);
    return child;
  }

  /** Takes a line of the body into account. */
  void line(Lines line) {
    ascii &= line.isAscii() && !line.hasNul();
    lines &= line.ending() != 1 && !line.hasBareCr();
    longestLine = Math.max(longestLine, line.length());
  }

  void endAt(long at) {
    end = Math.max(bodyBegin, at);
  }

  Part part() {
    return new Part(
        path,
        header,
        new Range(begin, end),
        new Range(bodyBegin, end),
        type,
        encoding,
        new Part.Facts(ascii, lines, longestLine),
        parts.stream().map(Open::part).toList());
  }
}

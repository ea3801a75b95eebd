package org.sallyport.wire.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Objects;

/**
 * A message head as offsets into the array it was scanned in: a reusable view of one thread, valid
 * until its next scan or until the array changes. All offsets are indices into that array.
 *
 * <p>The fields and lines may be asked only after a scan was {@link ScanResult#COMPLETE}; their
 * indices run from 0 to {@link #headerCount()} - 1. The methods that return text allocate it.
 */
public abstract sealed class Head permits RequestHead, ResponseHead {
  private static final byte[] NOTHING = {};

  final Fault fault = new Fault();
  final KnownFields known;
  final FieldSection fields;
  private final int maxBytes;
  private byte[] buffer = NOTHING;
  private int headLength;

  Head(HeadLimits limits, boolean request) {
    this.maxBytes = limits.bytes();
    this.known = new KnownFields(fault, request);
    this.fields = new FieldSection(limits.fields(), fault, known);
  }

  /**
   * Scans a head that begins at {@code offset}. The range is read from its beginning each time;
   * nothing outside it is read.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public final ScanResult scan(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    this.buffer = buffer;
    headLength = 0;
    fault.clear();
    fields.clear();
    int end = scanHead(buffer, offset, offset + Math.min(length, maxBytes));
    if (end == Fault.NEED_MORE && length >= maxBytes) {
      end = fault.at(431, offset + maxBytes, "head larger than allowed");
    }
    if (end < 0) {
      return end == Fault.NEED_MORE ? ScanResult.NEED_MORE : ScanResult.MALFORMED;
    }
    headLength = end - offset;
    return ScanResult.COMPLETE;
  }

  /**
   * As {@link #scan(byte[], int, int)} for a range whose first {@code seen} bytes an earlier scan
   * found to be too few. The answer is need-more, without reading the old bytes again, until a line
   * ends or a limit is reached: so a head that arrives in single bytes is scanned once a line, not
   * once a byte, and a fault may be told at the end of its line only.
   */
  public final ScanResult scan(byte[] buffer, int offset, int length, int seen) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (seen > 0 && length < maxBytes) {
      int pos = offset + Math.min(seen, length);
      while (pos < offset + length && buffer[pos] != '\n') {
        pos++;
      }
      if (pos == offset + length) {
        return ScanResult.NEED_MORE;
      }
    }
    return scan(buffer, offset, length);
  }

  /** The index after the head, or a negative result of {@link Fault}. */
  abstract int scanHead(byte[] b, int from, int limit);

  /** The bytes from the scanned offset to the end of the head, its final empty line included. */
  public final int headLength() {
    return headLength;
  }

  /** 0 or 1: the x of HTTP/1.x. */
  public abstract int minorVersion();

  /** How the length of the body is known. */
  public abstract Framing framing();

  /** Whether the connection can carry another message after this one (RFC 9112 section 9.3). */
  public abstract boolean keepAlive();

  /** The value of {@code Content-Length}, or -1 without one. */
  public final long contentLength() {
    return known.contentLength();
  }

  /**
   * The index of the (last) Upgrade field, or -1: the protocols that a request offers, or the one
   * that a 101 response chooses (RFC 9110 section 7.8).
   */
  public final int upgradeIndex() {
    return known.upgradeIndex();
  }

  /** The status that answers a malformed head. */
  public int status() {
    return fault.status();
  }

  /** Where a malformed head became so: an index into the array, or -1. */
  public final int errorOffset() {
    return fault.offset();
  }

  /** Why the head is malformed, as a constant phrase without anything received; or empty. */
  public final String errorReason() {
    return fault.reason();
  }

  /** The number of header fields. */
  public final int headerCount() {
    return fields.count();
  }

  public final int nameOffset(int i) {
    return fields.nameOffset(i);
  }

  public final int nameLength(int i) {
    return fields.nameLength(i);
  }

  /** Where the value begins, optional whitespace skipped. */
  public final int valueOffset(int i) {
    return fields.valueOffset(i);
  }

  /** The length of the value without optional whitespace around it. */
  public final int valueLength(int i) {
    return fields.valueLength(i);
  }

  /** Where the field's line begins. */
  public final int lineOffset(int i) {
    return fields.nameOffset(i);
  }

  /** The length of the field's line with its CRLF. */
  public final int lineLength(int i) {
    return fields.lineLength(i);
  }

  /**
   * The index of the first field at or after {@code from} with that name, or -1.
   *
   * @param lowerCaseName ASCII in lower case
   */
  public final int find(byte[] lowerCaseName, int from) {
    for (int i = from; i < fields.count(); i++) {
      if (CharClass.equalsIgnoreCase(
          buffer, fields.nameOffset(i), fields.nameLength(i), lowerCaseName)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether the value of the field equals that text, ASCII case ignored.
   *
   * @param lowerCase ASCII in lower case
   */
  public final boolean valueIs(int i, byte[] lowerCase) {
    return CharClass.equalsIgnoreCase(
        buffer, fields.valueOffset(i), fields.valueLength(i), lowerCase);
  }

  /** The name of the field as it was received. */
  public final String name(int i) {
    return text(fields.nameOffset(i), fields.nameLength(i));
  }

  /** The value of the field, each byte as one character (ISO 8859-1). */
  public final String value(int i) {
    return text(fields.valueOffset(i), fields.valueLength(i));
  }

  final String text(int from, int length) {
    return new String(buffer, from, length, ISO_8859_1);
  }
}

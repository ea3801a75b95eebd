package org.sallyport.wire.http1;

/**
 * The chunked coding of one message body (RFC 9112 section 7.1), followed byte by byte without
 * keeping any. Reused through {@link #reset}; one thread; nothing is allocated.
 *
 * <p>While {@link #dataRemaining} is positive the caller passes over that many bytes with {@link
 * #skip}, unseen; every other byte goes through {@link #accept}, until {@link #done} or {@link
 * #malformed}. Bytes after the end belong to the next message and are not offered.
 *
 * <p>States: size → extension → data → size …, and after the chunk of size zero trailer fields
 * until an empty line. Lines end in CRLF and in nothing else.
 */
public final class ChunkedScanner {
  /** The most bytes of extensions in one chunk, and of digits in its size. */
  static final int MAX_EXTENSION = 256;

  static final int MAX_SIZE_DIGITS = 16;

  private enum State {
    SIZE_START,
    SIZE,
    BEFORE_EXTENSION,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    END_LF,
    DONE,
    MALFORMED
  }

  private final TrailerScanner trailers;
  private State state = State.SIZE_START;
  private long size;
  private int lineBytes;
  private String reason = "";

  /**
   * @param maxTrailerBytes the most bytes of trailer fields after the last chunk
   */
  public ChunkedScanner(int maxTrailerBytes) {
    this.trailers = new TrailerScanner(maxTrailerBytes);
  }

  /** Makes it ready for the next body. */
  public void reset() {
    state = State.SIZE_START;
    size = 0;
    lineBytes = 0;
    reason = "";
    trailers.reset();
  }

  /** The bytes of chunk data that come next and are to be {@link #skip skipped}; else 0. */
  public long dataRemaining() {
    return state == State.DATA ? size : 0;
  }

  /**
   * Passes over chunk data.
   *
   * @throws IllegalArgumentException for more than {@link #dataRemaining}, or a negative number
   */
  public void skip(long count) {
    if (count < 0 || count > dataRemaining()) {
      throw new IllegalArgumentException("more than the data that remains in the chunk");
    }
    size -= count;
    if (state == State.DATA && size == 0) {
      state = State.DATA_CR;
    }
  }

  /** Whether the body has ended; the last accepted byte was its last. */
  public boolean done() {
    return state == State.DONE;
  }

  /** Whether a byte was refused; nothing is accepted any more until a {@link #reset}. */
  public boolean malformed() {
    return state == State.MALFORMED;
  }

  /** Why the body is malformed, as a constant phrase; or empty. */
  public String reason() {
    return reason;
  }

  /**
   * Takes the next byte, one that is not chunk data. False once the body is malformed, and for a
   * byte offered where chunk data is expected or after the end.
   */
  public boolean accept(byte b) {
    return switch (state) {
      case SIZE_START, SIZE -> size(b);
      case BEFORE_EXTENSION -> beforeExtension(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> b == '\n' ? afterSize() : refuse("CR without LF after a chunk size");
      case DATA_CR -> expect(b, '\r', State.DATA_LF, "chunk data longer than its size");
      case DATA_LF -> {
        lineBytes = 0;
        yield expect(b, '\n', State.SIZE_START, "CR without LF after chunk data");
      }
      case TRAILERS -> trailer(b);
      case END_LF -> expect(b, '\n', State.DONE, "CR without LF after the trailers");
      case DATA -> refuse("chunk data was not skipped");
      case DONE, MALFORMED -> false;
    };
  }

  private boolean size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++lineBytes > MAX_SIZE_DIGITS || size >>> 59 != 0) {
        return refuse("chunk size too large");
      }
      size = size << 4 | digit;
      state = State.SIZE;
      return true;
    }
    if (state == State.SIZE_START) {
      return refuse("chunk size missing");
    }
    lineBytes = 0;
    return beforeExtension(b);
  }

  /** Whitespace may stand here before a semicolon only (RFC 9112 section 7.1.1). */
  private boolean beforeExtension(byte b) {
    if (b == ';') {
      return count(State.EXTENSION);
    }
    if (CharClass.isBlank(b)) {
      return count(State.BEFORE_EXTENSION);
    }
    if (b == '\r' && state == State.SIZE) {
      state = State.SIZE_LF;
      return true;
    }
    return refuse("character in a chunk size");
  }

  /** Not interpreted; held to the characters of a field value, so that no line can end in it. */
  private boolean extension(byte b) {
    if (b == '\r') {
      state = State.SIZE_LF;
      return true;
    }
    return CharClass.is(CharClass.VALUE, b)
        ? count(State.EXTENSION)
        : refuse("control character in a chunk extension");
  }

  private boolean count(State next) {
    state = next;
    return ++lineBytes <= MAX_EXTENSION || refuse("chunk extensions longer than allowed");
  }

  private boolean afterSize() {
    state = size > 0 ? State.DATA : State.TRAILERS;
    return true;
  }

  private boolean trailer(byte b) {
    if (trailers.atLineStart() && b == '\r') {
      state = State.END_LF;
      return true;
    }
    return trailers.accept(b) || refuse(trailers.reason());
  }

  private boolean expect(byte b, char expected, State next, String otherwise) {
    if (b != expected) {
      return refuse(otherwise);
    }
    state = next;
    return true;
  }

  private boolean refuse(String why) {
    state = State.MALFORMED;
    reason = why;
    return false;
  }
}

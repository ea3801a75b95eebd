package org.sallyport.wire.smtp;

import java.util.Optional;

/**
 * Reads the text after DATA up to its end, CR LF dot CR LF, and takes the dots away that were put
 * before lines with a dot (RFC 5321 section 4.5.2). Nothing else ends a text, and whatever another
 * server might take for an end (a dot between line ends of another kind) is a fault: a CR or LF by
 * itself ends the reading for good. Text may come in any pieces. One thread.
 *
 * <pre>
 * LINE_START ─.─► DOT ─CR─► DOT_CR ─LF─► done
 *     │ ▲          └─other─► TEXT
 *     │ └──LF── CR ◄─CR── TEXT
 *     └──────────────other─►┘
 * </pre>
 */
public final class DataScanner {
  private final int longest;
  private State state = State.LINE_START;
  private int line;
  private Optional<TextFault> fault = Optional.empty();
  private int consumed;

  private enum State {
    LINE_START,
    TEXT,
    CR,
    DOT,
    DOT_CR,
    DONE,
    FAULTY
  }

  /**
   * A new text, which begins after the CR LF of DATA.
   *
   * @param longest octets of a line, CR LF not counted
   */
  public DataScanner(int longest) {
    this.longest = longest;
  }

  /**
   * Reads octets of the connection until they are used up, the text has ended, or {@code out} might
   * not have room. {@link #consumed} says how many were read.
   *
   * @param out with room for two octets at least, else nothing is read
   * @return octets of text that were written to {@code out}
   */
  public int scan(byte[] in, int offset, int length, byte[] out, int outOffset) {
    int at = offset;
    int to = outOffset;
    while (at < offset + length && to + 2 <= out.length && !ended()) {
      byte octet = in[at++];
      switch (state) {
        case TEXT -> to = text(octet, out, to);
        case LINE_START -> {
          if (octet == '.') {
            state = State.DOT;
          } else {
            to = text(octet, out, to);
          }
        }
        case CR -> {
          if (octet == '\n') {
            out[to++] = '\r';
            out[to++] = '\n';
            line = 0;
            state = State.LINE_START;
          } else {
            fail(TextFault.BARE_CR);
          }
        }
        case DOT -> {
          if (octet == '\r') {
            state = State.DOT_CR;
          } else {
            to = text(octet, out, to);
          }
        }
        case DOT_CR -> {
          if (octet == '\n') {
            state = State.DONE;
          } else {
            fail(TextFault.BARE_CR);
          }
        }
        case DONE, FAULTY -> throw new IllegalStateException("the text has ended");
      }
    }
    consumed = at - offset;
    return to - outOffset;
  }

  private int text(byte octet, byte[] out, int to) {
    if (octet == '\r') {
      state = State.CR;
    } else if (octet == '\n') {
      fail(TextFault.BARE_LF);
    } else if (++line > longest) {
      fail(TextFault.LONG_LINE);
    } else {
      state = State.TEXT;
      out[to] = octet;
      return to + 1;
    }
    return to;
  }

  private void fail(TextFault found) {
    fault = Optional.of(found);
    state = State.FAULTY;
  }

  private boolean ended() {
    return state == State.DONE || state == State.FAULTY;
  }

  /** Octets that the last scan read. */
  public int consumed() {
    return consumed;
  }

  /** Whether the end was read; what follows is the next command. */
  public boolean done() {
    return state == State.DONE;
  }

  /** What was wrong; where it is there, nothing that follows can be trusted to be a command. */
  public Optional<TextFault> fault() {
    return fault;
  }
}

package org.sallyport.smtp.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;
import org.sallyport.wire.smtp.TextFault;

/**
 * The text of a message as it comes in: lines that end with CR LF, without the dots of the
 * transport. It is checked while it is read. One thread.
 */
public abstract sealed class MessageText extends InputStream permits DataText, ChunkText {
  private final SmtpLimits limits;
  private final long until;
  private long size;
  private boolean tooLarge;
  private Ending ending = Ending.OPEN;
  private String reason = "";

  /** How the text ended. */
  enum Ending {
    OPEN,
    WHOLE,
    FAULTY,
    GONE,
    SLOW,
    ABANDONED
  }

  MessageText(SmtpLimits limits) {
    this.limits = limits;
    this.until = System.nanoTime() + limits.message().toNanos();
  }

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads on.
   *
   * @return -1 when the text is whole
   * @throws BrokenTextException when it never will be
   */
  @Override
  public final int read(byte[] octets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, octets.length);
    if (length == 0) {
      return 0;
    }
    int count = broken() ? -1 : advance(octets, offset, length);
    size += Math.max(0, count);
    if (size > limits.size().bytes()) {
      tooLarge = true;
      reason = "the message is larger than allowed";
    }
    if (broken()) {
      throw new BrokenTextException(reason);
    }
    return count;
  }

  private boolean broken() {
    return tooLarge || (ending != Ending.OPEN && ending != Ending.WHOLE);
  }

  private int advance(byte[] octets, int offset, int length) {
    try {
      while (ending == Ending.OPEN) {
        if (System.nanoTime() - until > 0) {
          end(Ending.SLOW, "the message took too long");
        } else {
          int count = next(octets, offset, length);
          if (count > 0) {
            return count;
          }
        }
      }
    } catch (SocketTimeoutException silent) {
      end(Ending.SLOW, "the client sent nothing for too long");
    } catch (IOException broken) {
      end(Ending.GONE, "the connection broke: " + broken.getMessage());
    }
    return -1;
  }

  /** More text, or 0 with an {@link #end} or the need to call again. */
  abstract int next(byte[] octets, int offset, int length) throws IOException;

  final void end(Ending how, String why) {
    ending = how;
    reason = why;
  }

  final void end(TextFault fault) {
    end(Ending.FAULTY, "the message has " + fault.words());
  }

  /** Reads what the hop did not want, so that what follows is a command again. */
  final void drain() {
    var nowhere = new byte[8192];
    while (ending == Ending.OPEN) {
      advance(nowhere, 0, nowhere.length);
    }
  }

  final Ending ending() {
    return ending;
  }

  final boolean tooLarge() {
    return tooLarge;
  }

  final String reason() {
    return reason;
  }

  /** Octets so far. */
  public final long size() {
    return size;
  }

  final SmtpLimits limits() {
    return limits;
  }
}

package org.sallyport.smtp.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.sallyport.wire.smtp.DataScanner;
import org.sallyport.wire.smtp.LineDecoder;
import org.sallyport.wire.smtp.LineResult;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.ReplyDecoder;
import org.sallyport.wire.smtp.ReplyResult;

/**
 * A connection: what came in and was not read yet, and what is to go out and was not sent yet. What
 * is written goes out with {@link #flush}, when there is much of it, or before a read has to wait
 * (RFC 2920 section 3.2). One thread, {@link #abort} excepted.
 */
public final class Link implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  /** How often somebody who waits looks whether anything is still wanted. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private static final Duration LONGEST_WRITE = Duration.ofMinutes(3); // RFC 5321 4.5.3.2.5
  private static final long NEVER = Long.MAX_VALUE;

  private final Socket raw;
  private final Watch watch;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private byte[] input = new byte[BUFFER];
  private int start;
  private int end;
  private final byte[] output = new byte[BUFFER];
  private int pending;
  private Duration writeLimit = LONGEST_WRITE;

  // In System.nanoTime from a start of our own, so that a comparison cannot overflow.
  private final long born = System.nanoTime();
  private volatile long endOfWrite = NEVER;
  private volatile long endOfAll = NEVER;

  /** Over a socket that is connected. */
  public Link(Socket connected, Watch watch) throws IOException {
    this.raw = connected;
    this.socket = connected;
    this.watch = watch;
    this.in = connected.getInputStream();
    this.out = connected.getOutputStream();
    watch.add(this);
  }

  /** Ends the connection this time from now, whatever it does then. */
  public void endAfter(Duration time) {
    endOfAll = age(System.nanoTime()) + time.toNanos();
  }

  /** Ends the connection at no time of its own any more. */
  public void endNever() {
    endOfAll = NEVER;
  }

  /** How long one write may take. */
  public void limitWrites(Duration time) {
    writeLimit = time;
  }

  private long age(long now) {
    return now - born;
  }

  void endIfOverdue(long now) {
    long age = age(now);
    if (age > endOfWrite || age > endOfAll) {
      abort();
    }
  }

  /** Closes at once, with RST. Any thread. */
  public void abort() {
    try {
      raw.setSoLinger(true, 0);
    } catch (IOException closedAlready) {
      // close() says the same
    }
    closeRaw();
  }

  private void closeRaw() {
    watch.remove(this);
    try {
      raw.close();
    } catch (IOException nothingMore) {
      // it is closed as far as we are concerned
    }
  }

  /** The socket, for TLS over it. */
  public Socket socket() {
    return socket;
  }

  /**
   * Goes on over TLS. What came in before and was not read is thrown away (RFC 3207 section 4.2).
   */
  public void secure(SSLSocket secured) throws IOException {
    socket = secured;
    in = secured.getInputStream();
    out = secured.getOutputStream();
    start = 0;
    end = 0;
  }

  /** The other side. */
  public InetSocketAddress remote() {
    return (InetSocketAddress) raw.getRemoteSocketAddress();
  }

  /** Our side. */
  public InetSocketAddress local() {
    return (InetSocketAddress) raw.getLocalSocketAddress();
  }

  /** Octets that have come in and were not read. */
  public int buffered() {
    return end - start;
  }

  /** Whether anything has come in, without waiting for it. */
  public boolean hasInput() throws IOException {
    return buffered() > 0 || in.available() > 0;
  }

  /**
   * Waits for a line.
   *
   * @param longest octets, CR LF included; not more than a buffer of 16 KiB holds
   * @param limit for the whole line
   * @param unwanted asked about once a second while nothing has come
   */
  public LineRead line(int longest, Duration limit, BooleanSupplier unwanted) throws IOException {
    long until = System.nanoTime() + limit.toNanos();
    while (true) {
      switch (LineDecoder.decode(input, start, buffered(), longest)) {
        case LineResult.Line(var text, int consumed) -> {
          start += consumed;
          return new LineRead.Line(text);
        }
        case LineResult.Malformed(_, var fault) -> {
          return new LineRead.Faulty(fault);
        }
        case LineResult.NeedMore _ -> {
          if (buffered() == 0 && unwanted.getAsBoolean()) {
            return LineRead.Stopped.INSTANCE;
          }
        }
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        return LineRead.TimedOut.INSTANCE;
      }
      try {
        if (fill(buffered() == 0 ? Math.min(left, GLANCE.toNanos()) : left) < 0) {
          return LineRead.Ended.INSTANCE;
        }
      } catch (SocketTimeoutException nothingYet) {
        // the time that is left says what to do
      }
    }
  }

  /**
   * Waits for a reply.
   *
   * @throws SocketTimeoutException when it does not come in time
   * @throws ProtocolException when what comes is no reply
   * @throws EOFException when the server has gone
   */
  public Reply reply(Duration limit) throws IOException {
    long until = System.nanoTime() + limit.toNanos();
    while (true) {
      switch (ReplyDecoder.decode(input, start, buffered())) {
        case ReplyResult.Decoded(var reply, int consumed) -> {
          start += consumed;
          return reply;
        }
        case ReplyResult.Malformed(_, var reason) ->
            throw new ProtocolException("the server's answer is no SMTP reply: " + reason);
        case ReplyResult.NeedMore _ -> {
          // read on
        }
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in " + limit.toSeconds() + " s");
      }
      try {
        if (fill(left) < 0) {
          throw new EOFException("the server ended the connection");
        }
      } catch (SocketTimeoutException e) {
        throw (SocketTimeoutException)
            new SocketTimeoutException("no answer in " + limit.toSeconds() + " s").initCause(e);
      }
    }
  }

  /** A reply that has come, after a write that failed; nothing more is sent. */
  public Reply lastWords() throws IOException {
    pending = 0;
    return reply(GLANCE);
  }

  /**
   * Reads text of a message with what is buffered, or with what comes next.
   *
   * @return octets written to {@code text}; -1: the other side has gone
   * @throws SocketTimeoutException when nothing comes in time
   */
  public int scan(DataScanner scanner, byte[] text, Duration limit) throws IOException {
    if (buffered() == 0 && fill(limit.toNanos()) < 0) {
      return -1;
    }
    int written = scanner.scan(input, start, buffered(), text, 0);
    start += scanner.consumed();
    return written;
  }

  /**
   * Reads octets as they are.
   *
   * @return how many; -1: the other side has gone
   * @throws SocketTimeoutException when nothing comes in time
   */
  public int read(byte[] octets, int offset, int length, Duration limit) throws IOException {
    if (buffered() == 0 && fill(limit.toNanos()) < 0) {
      return -1;
    }
    int count = Math.min(length, buffered());
    System.arraycopy(input, start, octets, offset, count);
    start += count;
    return count;
  }

  private int fill(long nanos) throws IOException {
    flush();
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == input.length) {
      makeRoom();
    }
    socket.setSoTimeout(Math.clamp(nanos / 1_000_000, 1, Integer.MAX_VALUE));
    int count = in.read(input, end, input.length - end);
    end += Math.max(0, count);
    return count;
  }

  private void makeRoom() {
    if (start == 0) {
      input = Arrays.copyOf(input, input.length * 2); // a reply of many lines
    } else {
      System.arraycopy(input, start, input, 0, buffered());
      end -= start;
      start = 0;
    }
  }

  /** Says something. */
  public void write(String text) throws IOException {
    var octets = text.getBytes(UTF_8);
    write(octets, 0, octets.length);
  }

  /** Sends octets. */
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (pending + length > output.length) {
      flush();
    }
    if (length > output.length) {
      send(octets, offset, length);
    } else {
      System.arraycopy(octets, offset, output, pending, length);
      pending += length;
    }
  }

  /** Sends what was said so far. */
  public void flush() throws IOException {
    if (pending > 0) {
      int length = pending;
      pending = 0;
      send(output, 0, length);
    }
  }

  private void send(byte[] octets, int offset, int length) throws IOException {
    endOfWrite = age(System.nanoTime()) + writeLimit.toNanos();
    try {
      out.write(octets, offset, length);
      out.flush();
    } finally {
      endOfWrite = NEVER;
    }
  }

  /** Sends what was said, if it can be sent at once, and closes. */
  @Override
  public void close() {
    try {
      writeLimit = GLANCE;
      flush();
      if (socket instanceof SSLSocket) {
        endOfWrite = age(System.nanoTime()) + GLANCE.toNanos();
        socket.close();
      }
    } catch (IOException gone) {
      // whoever went does not miss it
    }
    closeRaw();
  }
}

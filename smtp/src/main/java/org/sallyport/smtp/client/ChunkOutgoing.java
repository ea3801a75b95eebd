package org.sallyport.smtp.client;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.LineEnds;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.TextFault;

/**
 * A text by BDAT (RFC 3030): octets as they are, so that even a last line without its end arrives
 * as it was. Answers to chunks are read one chunk late, so that the line does not fall silent.
 */
final class ChunkOutgoing implements OutgoingText {
  private static final int CHUNK = 64 << 10;

  private final Link link;
  private final ClientParameters parameters;
  private final LineEnds ends;
  private final byte[] chunk = new byte[CHUNK];
  private int filled;
  private boolean unanswered;
  private @Nullable Reply refusal;

  ChunkOutgoing(Link link, ClientParameters parameters) {
    this.link = link;
    this.parameters = parameters;
    this.ends = new LineEnds(parameters.textLine());
  }

  @Override
  public Optional<TextFault> send(byte[] octets, int offset, int length) throws IOException {
    var fault = ends.scan(octets, offset, length);
    if (fault.isPresent()) {
      return fault;
    }
    int at = offset;
    while (at < offset + length) {
      if (filled == CHUNK) {
        hand();
      }
      int count = Math.min(CHUNK - filled, offset + length - at);
      System.arraycopy(octets, at, chunk, filled, count);
      filled += count;
      at += count;
    }
    return Optional.empty();
  }

  private void hand() throws IOException {
    if (refusal == null) {
      link.write("BDAT " + filled + "\r\n");
      link.write(chunk, 0, filled);
      link.flush();
      settle();
      unanswered = true;
    }
    filled = 0;
  }

  private void settle() throws IOException {
    if (unanswered) {
      unanswered = false;
      var reply = link.reply(parameters.timeouts().end());
      if (!reply.isPositive() && refusal == null) {
        refusal = reply;
      }
    }
  }

  @Override
  public Optional<TextFault> check() {
    return ends.end();
  }

  /** Once a chunk was refused the rest is refused too (RFC 3030 section 2), and is not sent. */
  @Override
  public void end(Runnable ending) throws IOException {
    if (refusal != null) {
      return;
    }
    var command = "BDAT " + filled + " LAST\r\n";
    if (filled > 0) {
      link.write(command);
      link.write(chunk, 0, filled - 1);
      link.flush();
    }
    ending.run();
    if (filled > 0) {
      link.write(chunk, filled - 1, 1);
    } else {
      link.write(command);
    }
    link.flush();
    settle();
    unanswered = true;
    filled = 0;
  }

  @Override
  public Reply answer() throws IOException {
    var refused = refusal;
    if (refused != null && !unanswered) {
      return refused;
    }
    var reply = link.reply(parameters.timeouts().end());
    unanswered = false;
    return refused == null ? reply : refused;
  }
}

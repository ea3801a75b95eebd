package org.sallyport.smtp.server;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.smtp.link.LineRead;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.CommandParser;
import org.sallyport.wire.smtp.CommandResult;
import org.sallyport.wire.smtp.LineEnds;
import org.sallyport.wire.smtp.Reply;

/**
 * The text of BDAT commands (RFC 3030). Each chunk but the last is answered when it was read, and
 * the next command is read here: another chunk goes on with the text, whatever else abandons it.
 */
final class ChunkText extends MessageText {
  private final Link link;
  private final LineEnds ends;
  private long left;
  private boolean last;
  private long chunk;
  private Optional<String> pending = Optional.empty();

  ChunkText(Link link, SmtpLimits limits, Command.Chunk first) {
    super(limits);
    this.link = link;
    this.ends = new LineEnds(limits.textLine());
    take(first);
  }

  private void take(Command.Chunk next) {
    left = next.size();
    chunk = next.size();
    last = next.last();
  }

  @Override
  int next(byte[] octets, int offset, int length) throws IOException {
    if (left > 0) {
      return octets(octets, offset, length);
    }
    if (last) {
      ends.end().ifPresentOrElse(this::end, () -> end(Ending.WHOLE, ""));
    } else {
      link.write(Reply.of(250, "2.0.0", chunk + " octets").format());
      command();
    }
    return 0;
  }

  private int octets(byte[] octets, int offset, int length) throws IOException {
    int count = link.read(octets, offset, (int) Math.min(length, left), limits().idle());
    if (count < 0) {
      end(Ending.GONE, "the client went within the message");
      return 0;
    }
    left -= count;
    var fault = ends.scan(octets, offset, count);
    fault.ifPresent(this::end);
    return fault.isPresent() ? 0 : count;
  }

  private void command() throws IOException {
    switch (link.line(SmtpLimits.COMMAND_LINE, limits().idle(), () -> false)) {
      case LineRead.Line(var text) -> {
        if (CommandParser.parse(text)
            instanceof CommandResult.Parsed(Command.Chunk(long size, boolean end))) {
          take(new Command.Chunk(size, end));
        } else {
          pending = Optional.of(text);
          end(Ending.ABANDONED, "the client abandoned the message");
        }
      }
      case LineRead.Ended _ -> end(Ending.GONE, "the client went within the message");
      case LineRead.TimedOut _, LineRead.Stopped _ ->
          end(Ending.SLOW, "the client sent nothing for too long");
      case LineRead.Faulty(var fault) -> end(fault);
    }
  }

  /** Reads the rest of the chunk, which nobody wants; what follows is a command. */
  void discardChunk() throws IOException {
    left = discard(link, limits(), left) ? 0 : left;
    if (left > 0) {
      end(Ending.GONE, "the client went within the message");
    }
  }

  /** Whether all octets came. */
  static boolean discard(Link link, SmtpLimits limits, long octets) throws IOException {
    var nowhere = new byte[8192];
    long rest = octets;
    while (rest > 0) {
      int count = link.read(nowhere, 0, (int) Math.min(nowhere.length, rest), limits.idle());
      if (count < 0) {
        return false;
      }
      rest -= count;
    }
    return true;
  }

  /** A command that came instead of a chunk. */
  Optional<String> pending() {
    return pending;
  }
}

package org.sallyport.smtp.client;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.DotStuffer;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.TextFault;

/** A text after DATA. */
final class DataOutgoing implements OutgoingText {
  private static final int PIECE = 8 << 10;

  private final Link link;
  private final ClientParameters parameters;
  private final DotStuffer stuffer;
  private final byte[] stuffed = new byte[2 * PIECE];

  DataOutgoing(Link link, ClientParameters parameters) {
    this.link = link;
    this.parameters = parameters;
    this.stuffer = new DotStuffer(parameters.textLine());
  }

  @Override
  public Optional<TextFault> send(byte[] octets, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at += PIECE) {
      int piece = Math.min(PIECE, offset + length - at);
      var fault = stuffer.check(octets, at, piece);
      if (fault.isPresent()) {
        return fault;
      }
      link.write(stuffed, 0, stuffer.stuff(octets, at, piece, stuffed));
    }
    return Optional.empty();
  }

  @Override
  public Optional<TextFault> check() {
    return stuffer.end();
  }

  @Override
  public void end(Runnable ending) throws IOException {
    var end = stuffer.terminator();
    link.flush();
    ending.run();
    link.write(end, 0, end.length);
    link.flush();
  }

  @Override
  public Reply answer() throws IOException {
    return link.reply(parameters.timeouts().end());
  }
}

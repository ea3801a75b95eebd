package org.sallyport.smtp.client;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.wire.smtp.Reply;
import org.sallyport.wire.smtp.TextFault;

/**
 * A text on its way. Where {@link #send} finds a fault, or its content ends too early, {@link
 * SmtpConnection#abort} is the only way out: anything else might end the text. One thread.
 */
public sealed interface OutgoingText permits DataOutgoing, ChunkOutgoing {
  /** Sends octets; empty: they are fine. */
  Optional<TextFault> send(byte[] octets, int offset, int length) throws IOException;

  /** What keeps the text from ending here; asked before {@link #end}. */
  Optional<TextFault> check();

  /**
   * Sends what ends the text. From here on the next hop may have it, whatever happens.
   *
   * @throws IOException when nobody knows whether it has
   */
  default void end() throws IOException {
    end(() -> {});
  }

  /**
   * The same.
   *
   * @param ending is called when all but the very last octets are with the system, and right before
   *     those are: what it writes down is there whenever the next hop may have the text
   */
  void end(Runnable ending) throws IOException;

  /** The answer to the text, after {@link #end}. */
  Reply answer() throws IOException;
}

package org.sallyport.smtp.server;

import java.io.IOException;
import java.util.Optional;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** One message of a connection. One thread; each method may block. */
public interface Transaction extends AutoCloseable {
  /** The answer to one recipient, which is the sender's answer. */
  Reply recipient(MailAddress to, RecipientParameters parameters);

  /** A refusal before the text is sent; empty: it may be. At least one recipient was taken. */
  default Optional<Reply> ready() {
    return Optional.empty();
  }

  /**
   * The text. The reply is the sender's: a positive one says that the message is ours from now on,
   * and is sent only if the whole text came in and was well-formed.
   *
   * @param text is at its end when the text is whole; a text that is not ends with {@link
   *     BrokenTextException} instead, which may be passed on to the caller
   * @throws IOException is answered with 451
   */
  Reply message(MessageText text) throws IOException;

  /** The end. Without a {@link #message} before it, or with one that threw, nothing was sent. */
  @Override
  void close();
}

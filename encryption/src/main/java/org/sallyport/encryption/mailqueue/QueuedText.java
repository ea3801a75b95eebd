package org.sallyport.encryption.mailqueue;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.sallyport.encryption.content.Contents;
import org.sallyport.smtp.client.Content;

/** The text of a delivery, for a client of SMTP. */
record QueuedText(Contents contents, String id, long octets) implements Content {
  @Override
  public InputStream open() throws IOException {
    return contents.open(id);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(octets);
  }
}

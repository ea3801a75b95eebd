package org.sallyport.encryption.webmail;

import java.util.Optional;
import org.sallyport.mime.text.Display;

/**
 * A message that somebody reads.
 *
 * @param line as in lists
 * @param from whom it says it is from, as people read it
 * @param to whom it is for
 * @param cc who else has it
 * @param subject may be empty
 * @param display its texts and files; empty where its structure cannot be read, and it can only be
 *     downloaded
 */
public record Opened(
    MessageLine line,
    String from,
    String to,
    String cc,
    String subject,
    Optional<Display> display) {}

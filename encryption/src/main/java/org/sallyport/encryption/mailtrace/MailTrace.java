package org.sallyport.encryption.mailtrace;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A message that came by, and what was decided.
 *
 * @param id names it in the log, in replies to its sender and in the queue
 * @param node that it came to
 * @param listener of the node
 * @param messageId as the message has it; may be empty
 * @param sender the return path, lower-case; empty for reports
 * @param size in octets, as it came
 * @param recipients one each
 */
public record MailTrace(
    String id,
    Instant at,
    String node,
    String listener,
    String messageId,
    String sender,
    long size,
    List<Recipient> recipients) {
  /** The longest Message-ID that is kept, in characters. */
  public static final int LONGEST = 300;

  /** Copies the list; shortens what is too long to be looked for. */
  public MailTrace {
    recipients = List.copyOf(recipients);
    messageId = messageId.length() > LONGEST ? messageId.substring(0, LONGEST) : messageId;
    sender = sender.toLowerCase(Locale.ROOT);
  }

  /**
   * What was decided for a recipient.
   *
   * @param address lower-case
   * @param direction {@code outbound} or {@code inbound}
   * @param path the chains that were entered
   * @param chain of the rule that decided
   * @param rule the one that decided; empty: none did
   * @param version of the rules
   * @param form in a word, such as {@code encrypted}
   * @param reason what held
   * @param sentence what was done and why, for people
   * @param keys that it was encrypted to or opened with
   */
  public record Recipient(
      String address,
      String direction,
      List<String> path,
      String chain,
      String rule,
      long version,
      String form,
      String reason,
      String sentence,
      List<Key> keys) {
    /** Copies the lists. */
    public Recipient {
      address = address.toLowerCase(Locale.ROOT);
      path = List.copyOf(path);
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key that was used.
   *
   * @param fingerprint hexadecimal
   * @param source where it was found
   * @param trust why it was good enough
   */
  public record Key(String fingerprint, String source, String trust) {}

  /**
   * What became of a message afterwards.
   *
   * @param recipient lower-case
   * @param what in a word, such as {@code delivered}
   * @param detail what a server said; may be empty
   */
  public record Event(Instant at, String recipient, String what, String detail) {}
}

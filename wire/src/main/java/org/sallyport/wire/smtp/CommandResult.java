package org.sallyport.wire.smtp;

/** What a line of a client is. */
public sealed interface CommandResult {
  /** A command. */
  record Parsed(Command command) implements CommandResult {}

  /** None; this is what the client is told. */
  record Refused(Reply reply) implements CommandResult {}
}

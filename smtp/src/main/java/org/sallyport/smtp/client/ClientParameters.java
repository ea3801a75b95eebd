package org.sallyport.smtp.client;

/**
 * A client.
 *
 * @param name what it calls itself in EHLO: a host name or an address literal
 * @param chunking whether texts are sent by BDAT where it is offered (RFC 3030)
 * @param textLine octets of a line of a message
 */
public record ClientParameters(
    String name, ClientTimeouts timeouts, boolean chunking, int textLine) {
  private static final int USUAL_LINE = 128 << 10;

  public ClientParameters {
    if (!name.matches("[!-~]{1,255}")) {
      throw new IllegalArgumentException("not a name for EHLO: " + name);
    }
  }

  /** With the standard's times, and BDAT where it is offered. */
  public static ClientParameters named(String name) {
    return new ClientParameters(name, ClientTimeouts.USUAL, true, USUAL_LINE);
  }

  /** The same with other times. */
  public ClientParameters within(ClientTimeouts others) {
    return new ClientParameters(name, others, chunking, textLine);
  }

  /** The same without BDAT. */
  public ClientParameters withoutChunking() {
    return new ClientParameters(name, timeouts, false, textLine);
  }
}

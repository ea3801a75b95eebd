package org.sallyport.encryption.api;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HexFormat;
import org.sallyport.web.Guesses;

/**
 * What was wrong lately, by machine and by address. Behind a director all machines have one
 * address: a machine that guesses is slowed by its own key before it slows those beside it, and
 * what is only asked for, as messages are, is no guess at all. Any thread.
 */
final class EnrolmentGuesses {
  /** How often an address may be wrong to begin with, then once a second. */
  static final int OF_AN_ADDRESS = 20;

  /** How many messages an address may ask for to begin with, then one a second. */
  static final int MESSAGES = 200;

  private final Guesses machines;
  private final Guesses addresses;
  private final Guesses messages;

  EnrolmentGuesses(InstantSource clock) {
    machines = new Guesses(clock);
    addresses = new Guesses(clock, OF_AN_ADDRESS);
    messages = new Guesses(clock, MESSAGES);
  }

  /** Whether the machine may be wrong once more. */
  boolean mayTry(InetAddress from, byte[] publicKey) {
    return machines.mayTry(name(publicKey)) && addresses.mayTry(from);
  }

  /** The machine was wrong. */
  void wrong(InetAddress from, byte[] publicKey) {
    machines.wrong(name(publicKey));
    addresses.wrong(from);
  }

  /** Whether a message may be asked for from there; it counts as one if so. */
  boolean mayAskForMessage(InetAddress from) {
    if (!messages.mayTry(from)) {
      return false;
    }
    messages.wrong(from);
    return true;
  }

  private static String name(byte[] publicKey) {
    return HexFormat.of().formatHex(publicKey);
  }
}

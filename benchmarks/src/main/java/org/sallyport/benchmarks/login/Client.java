package org.sallyport.benchmarks.login;

import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Hotp;

/**
 * Somebody with a password and an event-based token, so that nobody has to wait for the next half
 * minute. Safe for use by several threads, though codes used out of order are refused.
 */
final class Client {
  static final Secret SEED = Secret.ofText("12345678901234567890");

  private static final Hotp TOKEN = new Hotp(CodeForm.USUAL);

  private final String name;
  private final AtomicLong counter = new AtomicLong();

  Client(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  String password() {
    return "pass-of-" + name;
  }

  /** What the token shows at its next press. */
  String press() {
    return TOKEN.code(SEED, counter.getAndIncrement());
  }
}

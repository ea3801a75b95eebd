package org.sallyport.app.demo.login;

import java.util.HashSet;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Hotp;

/**
 * Somebody with a password and a token that makes a code at each press (RFC 4226). Any thread; each
 * code is given out once.
 */
final class Person {
  private static final Hotp TOKEN = new Hotp(CodeForm.USUAL);

  private static final int FAR = 200;

  private final String name;
  private final String password;
  private final Secret seed;
  private long presses;
  private String latest = "";

  Person(String name, String password, Secret seed) {
    this.name = name;
    this.password = password;
    this.seed = seed;
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  Secret seed() {
    return seed;
  }

  /** Presses the token. */
  synchronized String code() {
    latest = TOKEN.code(seed, presses);
    presses++;
    return latest;
  }

  /** A code that the token will not make for long. */
  synchronized String wrongCode() {
    var coming = new HashSet<String>();
    for (long press = 0; press < presses + FAR; press++) {
      coming.add(TOKEN.code(seed, press));
    }
    int guess = 0;
    while (coming.contains("%06d".formatted(guess))) {
      guess++;
    }
    return "%06d".formatted(guess);
  }

  /** The code of the latest press, which has been used. */
  synchronized String usedCode() {
    return latest;
  }
}

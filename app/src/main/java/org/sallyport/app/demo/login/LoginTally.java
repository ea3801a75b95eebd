package org.sallyport.app.demo.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What became of logins. Any thread. */
final class LoginTally {
  private final List<Login> logins = new ArrayList<>();

  /**
   * A login that has ended.
   *
   * @param mayPass whether the password and the code were right
   */
  record Login(boolean mayPass, Reply reply, long beganNanos, long endedNanos) {
    boolean asItShould() {
      return reply == (mayPass ? Reply.ACCEPTED : Reply.REFUSED);
    }
  }

  /** Some logins, counted. */
  record Counts(List<Login> logins) {
    long right() {
      return logins.stream().filter(Login::mayPass).count();
    }

    long wrong() {
      return logins.stream().filter(login -> !login.mayPass()).count();
    }

    /** Right ones that were not let in. */
    long refused() {
      return logins.stream().filter(login -> login.mayPass() && !login.asItShould()).count();
    }

    /** Wrong ones that were let in. */
    long passed() {
      return logins.stream()
          .filter(login -> !login.mayPass() && login.reply() == Reply.ACCEPTED)
          .count();
    }

    /** Right ones that took longer than one answer of a gateway. */
    Duration longest() {
      return Duration.ofNanos(
          logins.stream()
              .filter(Login::mayPass)
              .mapToLong(login -> login.endedNanos() - login.beganNanos())
              .max()
              .orElse(0));
    }

    /** Whether there were right ones and wrong ones. */
    boolean tried() {
      return right() > 0 && wrong() > 0;
    }

    /** Whether all right ones passed and no wrong one did, and there were some of both. */
    boolean hold() {
      return tried() && refused() == 0 && passed() == 0;
    }
  }

  synchronized void add(Login login) {
    logins.add(login);
  }

  /** Those that began since. */
  synchronized Counts since(long nanos) {
    return new Counts(logins.stream().filter(login -> login.beganNanos() >= nanos).toList());
  }
}

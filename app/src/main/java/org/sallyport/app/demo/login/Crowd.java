package org.sallyport.app.demo.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Those who log in all the time: each of the people with the right password and a fresh code, and
 * somebody else with what is wrong about either.
 */
final class Crowd implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1500;

  private final Vpn vpn;
  private final List<Person> people;
  private final Person victim;
  private final LoginTally tally;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param victim whose name is tried with wrong words, and who has no part in anything else
   */
  Crowd(Vpn vpn, List<Person> people, Person victim, LoginTally tally) {
    this.vpn = vpn;
    this.people = people;
    this.victim = victim;
    this.tally = tally;
  }

  void start() {
    for (var person : people) {
      begin("vpn-" + person.name(), () -> right(person));
    }
    begin("vpn-wrong", this::wrong);
  }

  private void begin(String name, Runnable step) {
    threads.add(
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  while (goesOn()) {
                    step.run();
                  }
                }));
  }

  private boolean goesOn() {
    try {
      return !over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void right(Person person) {
    attempt(person.name(), person.password() + person.code(), true);
  }

  private void wrong() {
    attempt(victim.name(), "guessed" + victim.wrongCode(), false);
    attempt(victim.name(), victim.password() + victim.wrongCode(), false);
    attempt(victim.name(), victim.password(), false);
    attempt("nobody", victim.password() + victim.wrongCode(), false);
  }

  private void attempt(String user, String password, boolean mayPass) {
    long began = System.nanoTime();
    try {
      var reply = vpn.login(user, password);
      if (over.getCount() > 0) {
        tally.add(new LoginTally.Login(mayPass, reply, began, System.nanoTime()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("loopback cannot be used", e);
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}

package org.sallyport.director.health;

/**
 * What one check says about one member after rise and fall: a member that was never checked takes
 * its first result at once; afterwards {@code fall} failures in a row make it fail and {@code rise}
 * passes in a row make it pass again. Confined to its {@link HealthTracker}.
 */
final class CheckTracker {
  enum State {
    UNCHECKED("unchecked"),
    PASSING("passing"),
    DEGRADED("degraded"),
    FAILING("failing");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private final int rise;
  private final int fall;
  private State state;
  private String cause = "not checked yet";
  private boolean failedLast;
  private int inARow;

  /** A tracker that passes until it knows better where {@code trusting}, else an unchecked one. */
  CheckTracker(int rise, int fall, boolean trusting) {
    this.rise = rise;
    this.fall = fall;
    state = trusting ? State.PASSING : State.UNCHECKED;
  }

  /** Whether the check lets the member serve. */
  boolean serves() {
    return state == State.PASSING || state == State.DEGRADED;
  }

  State state() {
    return state;
  }

  String cause() {
    return cause;
  }

  /** Whether the latest run failed, whatever the state makes of it. */
  boolean failedLast() {
    return failedLast;
  }

  /** How many runs in a row ended like the latest one. */
  int inARow() {
    return inARow;
  }

  /** Takes a result; whether the state changed. */
  boolean accept(Finding finding) {
    var before = state;
    boolean failed = finding instanceof Finding.Failed;
    inARow = failed == failedLast ? inARow + 1 : 1;
    failedLast = failed;
    switch (finding) {
      case Finding.Passed _ -> passed();
      case Finding.Degraded(var why) -> degraded(why);
      case Finding.Failed(var why) -> failed(why);
    }
    return state != before;
  }

  /** Fails at once, as after {@code fall} failures. */
  void fail(String why) {
    state = State.FAILING;
    cause = why;
    failedLast = true;
    inARow = 0;
  }

  private void passed() {
    switch (state) {
      case UNCHECKED -> become(State.PASSING, "the first check passed");
      case DEGRADED -> become(State.PASSING, "the check passed again");
      case FAILING -> {
        if (inARow >= rise) {
          become(
              State.PASSING, inARow == 1 ? "a check passed" : inARow + " checks in a row passed");
        }
      }
      case PASSING -> {}
    }
  }

  private void degraded(String why) {
    if (state != State.FAILING || inARow >= rise) {
      become(State.DEGRADED, why);
    }
  }

  private void failed(String why) {
    if (state == State.UNCHECKED || state == State.FAILING || inARow >= fall) {
      become(State.FAILING, why);
    }
  }

  private void become(State next, String why) {
    state = next;
    cause = why;
  }
}

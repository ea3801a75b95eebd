package org.sallyport.app.demo.story;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the demo tells, and how many of its promises held. One thread. */
public final class Story {
  private final PrintWriter out;
  private final String holds;
  private final String fails;
  private int act;
  private int kept;
  private int broken;

  /**
   * A story on {@code out}.
   *
   * @param unicode whether the terminal shows more than ASCII
   */
  public Story(PrintWriter out, boolean unicode) {
    this.out = out;
    this.holds = unicode ? "\u2713" : "ok  ";
    this.fails = unicode ? "\u2717" : "FAIL";
  }

  /** Begins the next part. */
  public void act(String title) {
    act++;
    out.println();
    out.println(act + ". " + title);
    out.flush();
  }

  /** A plain sentence. */
  public void say(String sentence) {
    out.println("   " + sentence);
    out.flush();
  }

  /**
   * A promise and whether it held.
   *
   * @param requirement the row of the requirements that makes it
   */
  public void verdict(String requirement, boolean held, String sentence) {
    if (held) {
      kept++;
    } else {
      broken++;
    }
    out.println(
        "   " + (held ? holds : fails) + " " + "%-4s".formatted(requirement) + " " + sentence);
    out.flush();
  }

  /** Whether every promise held so far. */
  public boolean allHeld() {
    return broken == 0;
  }

  /** How many promises held. */
  public String summary() {
    return broken == 0
        ? "All " + kept + " promises held."
        : broken + " of " + (kept + broken) + " promises did not hold.";
  }

  /** Such as {@code 120 ms} or {@code 1.4 s}. */
  public static String text(Duration time) {
    return time.toMillis() < 1000
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}

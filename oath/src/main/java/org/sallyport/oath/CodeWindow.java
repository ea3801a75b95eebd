package org.sallyport.oath;

/**
 * The moving factors whose codes are looked at.
 *
 * @param first the first one
 * @param last the last one, not before the first
 * @param lastUsed the greatest that was accepted before; those up to it are replays; -1 for none
 */
public record CodeWindow(long first, long last, long lastUsed) {
  private static final int WIDEST = 10_000;

  /** Refuses windows that are empty or wide beyond reason. */
  public CodeWindow {
    if (first < 0 || last < first || last - first >= WIDEST) {
      throw new IllegalArgumentException("not a window: " + first + " to " + last);
    }
  }

  /** A window around a step, cut at zero. */
  public static CodeWindow around(long step, int each, long lastUsed) {
    long first = Math.max(0, step - each);
    return new CodeWindow(first, Math.max(first, step + each), lastUsed);
  }

  /**
   * Looks for a code. The time it takes depends on the window alone: all codes are made and
   * compared as numbers, whichever matches. Of several that match, the first fresh one counts.
   */
  public Match find(CodeMaker maker, String code) {
    int candidate = CodeForm.read(code, maker.form().digits());
    long fresh = -1;
    long used = -1;
    for (long factor = last; factor >= first; factor--) {
      boolean same = maker.number(factor) == candidate;
      fresh = same && factor > lastUsed ? factor : fresh;
      used = same && factor <= lastUsed ? factor : used;
    }
    if (fresh >= 0) {
      return new Match.Fresh(fresh);
    }
    return used >= 0 ? new Match.Used(used) : new Match.None();
  }
}

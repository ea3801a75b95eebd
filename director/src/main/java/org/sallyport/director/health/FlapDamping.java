package org.sallyport.director.health;

import org.sallyport.director.settings.DampingSettings;

/**
 * Holds a member down that keeps changing its mind. A change is a step from good to bad: a failure
 * after a pass counts even when single failures between passes never add up to {@code fall}. Times
 * are those of {@link System#nanoTime}. Confined to its {@link HealthTracker}.
 */
final class FlapDamping {
  private final long window;
  private final long hold;
  private final long[] changes;
  private int next;
  private int counted;
  private boolean holding;
  private long heldUntil;

  FlapDamping(DampingSettings settings) {
    window = settings.window().toNanos();
    hold = settings.hold().toNanos();
    changes = new long[settings.changes()];
  }

  /** Counts a change; whether it is one too many, so that a hold begins. */
  boolean changed(long now) {
    if (changes.length == 0 || holds(now)) {
      return false;
    }
    changes[next] = now;
    next = (next + 1) % changes.length;
    counted = Math.min(counted + 1, changes.length);
    if (counted < changes.length || now - changes[next] > window) {
      return false;
    }
    holding = true;
    heldUntil = now + hold;
    counted = 0;
    return true;
  }

  /** Whether the member is held down now. */
  boolean holds(long now) {
    holding = holding && now - heldUntil < 0;
    return holding;
  }
}

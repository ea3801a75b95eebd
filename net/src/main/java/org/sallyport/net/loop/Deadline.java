package org.sallyport.net.loop;

import org.jspecify.annotations.Nullable;

/**
 * A moment by which something must have happened, kept in a {@link DeadlineWheel}. Moving it later
 * costs one store, so that a connection may push its idle deadline ahead on every read.
 *
 * <p>Used on the thread of its loop only.
 */
public abstract class Deadline {
  static final long NEVER = Long.MAX_VALUE;

  @Nullable Deadline previous;
  @Nullable Deadline next;

  /** The tick at which it is due; {@link #NEVER} while it is not armed. */
  long due = NEVER;

  /** The tick of the slot that holds it; {@link #NEVER} while it is in none. */
  long slotTick = NEVER;

  /** Called once when the moment has come. The deadline is disarmed by then and may be set anew. */
  protected abstract void expired();
}

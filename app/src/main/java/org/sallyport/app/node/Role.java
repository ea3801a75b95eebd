package org.sallyport.app.node;

import java.util.List;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.admin.ReloadOutcome;

/**
 * A part of Sallyport that a node runs: the director, say. It is running when it has been made. One
 * thread at a time calls it, and calls may block.
 *
 * @param <S> the records of its section
 */
public interface Role<S extends Record> {

  /**
   * Brings other settings into force, all of them or, where something is wrong with them, nothing.
   *
   * @return what is wrong, a sentence each; empty when they are in force
   */
  List<String> apply(S wanted);

  /**
   * The keys of what has changed but takes effect at the next start alone, such as {@code
   * director.threads}.
   */
  default List<String> needRestart(S before, S after) {
    return List.of();
  }

  /** Records in its own log what became of a reload of the node's file. */
  default void reloaded(String actor, ReloadOutcome outcome) {}

  /** What it puts on the admin listener. */
  AdminPart admin();

  /**
   * Takes nothing new, and returns once what it has in hand has ended, or its time for that has.
   */
  void drain();

  /** Frees everything, after {@link #drain}; nobody asks {@link #admin} any more. */
  void close();
}

package org.sallyport.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what waited for a commit. One that throws is logged: the commit stands. */
final class Hooks {
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

  private Hooks() {}

  static void run(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException thrown) {
      LOG.atError().addKeyValue("event", "after-commit-failed").setCause(thrown).log("");
    }
  }
}

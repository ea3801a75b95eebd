package org.sallyport.director.filter;

import java.net.InetAddress;

/** Hears about clients that a rule turned away, at most once a second for each rule. */
@FunctionalInterface
public interface DenialListener {
  /** Hears nothing. */
  DenialListener NONE = (_, _, _, _) -> {};

  /**
   * A rule matched and denies. Called on an event loop: must not block.
   *
   * @param dryRun whether the rule only counts
   * @param client the client that was turned away last
   * @param count how many since the call before
   */
  void denied(String rule, boolean dryRun, InetAddress client, long count);
}

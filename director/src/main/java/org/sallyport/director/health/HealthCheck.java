package org.sallyport.director.health;

import java.net.InetSocketAddress;

/** An active check of one member. Runs on a virtual thread and blocks until its own timeout. */
@FunctionalInterface
interface HealthCheck {
  /** Runs the check once. Whatever goes wrong with the member is a finding, never an exception. */
  CheckResult run(InetSocketAddress address);
}

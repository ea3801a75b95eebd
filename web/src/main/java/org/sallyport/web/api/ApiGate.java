package org.sallyport.web.api;

import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Route;

/** Decides who gets in. Called on virtual threads, several at a time; may block. */
@FunctionalInterface
public interface ApiGate {

  /** Whether that request may reach the route's handler. */
  Entry admit(Route route, Arrival arrival);

  /** What becomes of a request at the gate. */
  sealed interface Entry {
    /** In. */
    record In(Caller caller) implements Entry {}

    /** Out. */
    record Out(Problem problem) implements Entry {}
  }
}

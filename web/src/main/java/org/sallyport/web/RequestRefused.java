package org.sallyport.web;

import org.sallyport.web.route.Problem;

/** Ends the handling of a request whose body is not what its route takes. */
final class RequestRefused extends RuntimeException {
  private final transient Problem problem;

  RequestRefused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}

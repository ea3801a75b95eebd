package org.sallyport.web.route;

/** Ends the handling of a request that is not what its route takes. */
public final class RequestRefused extends RuntimeException {
  private final transient Problem problem;

  /** Ends it with that problem. */
  public RequestRefused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}

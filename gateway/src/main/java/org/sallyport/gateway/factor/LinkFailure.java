package org.sallyport.gateway.factor;

/** Why there is no answer. Thrown within this package only; outside it is a value. */
final class LinkFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Answer.Cause reason;
  private final boolean stale;

  private LinkFailure(Answer.Cause reason, String detail, boolean stale) {
    super(detail, null, false, false);
    this.reason = reason;
    this.stale = stale;
  }

  static LinkFailure of(Answer.Cause reason, String detail) {
    return new LinkFailure(reason, detail, false);
  }

  /** A connection that was kept turned out to be closed before anything of an answer came. */
  static LinkFailure stale(String detail) {
    return new LinkFailure(Answer.Cause.UNREACHABLE, detail, true);
  }

  Answer.Cause reason() {
    return reason;
  }

  /** For the log. */
  String detail() {
    return String.valueOf(getMessage());
  }

  boolean isStale() {
    return stale;
  }
}

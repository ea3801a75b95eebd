package org.sallyport.openpgp;

/** Carries a refusal out of the depth of a message; never leaves the package. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Refusal.Kind kind, String reason) {
    this(new Refusal(kind, reason));
  }

  RefusedException(Refusal refusal) {
    super(refusal.reason());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}

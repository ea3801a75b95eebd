package org.sallyport.gateway.continuity;

import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Enrolment;

/** Where no packages are fetched, no code can be verified. */
final class NoPackages implements LocalCheck {
  @Override
  public Answer check(String user, String code) {
    return new Answer.Unavailable(Cause.UNREACHABLE, "no local package");
  }

  @Override
  public void spent(String user, String code) {
    // Nothing could accept it again.
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public Enrolment factors(String user) {
    return new Enrolment.Unheard();
  }
}

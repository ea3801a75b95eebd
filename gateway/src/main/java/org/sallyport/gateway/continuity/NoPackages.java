package org.sallyport.gateway.continuity;

import java.util.Optional;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Factors;

/** Where no packages are fetched, no code can be verified. */
final class NoPackages implements LocalCheck {
  @Override
  public Answer check(String user, String code) {
    return new Answer.Refused("no local package", Basis.LOCAL_PACKAGE);
  }

  @Override
  public void spent(String user, String code) {
    // Nothing could accept it again.
  }

  @Override
  public Optional<Factors> factors(String user) {
    return Optional.empty();
  }
}

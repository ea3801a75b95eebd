package org.sallyport.gateway.radius;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.sallyport.gateway.login.Decider;
import org.sallyport.gateway.login.Terms;
import org.sallyport.gateway.settings.ClientSettings;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.kernel.Secret;

/**
 * A client of a server, ready to be served.
 *
 * @param name the key of its entry
 * @param settings as the file has them
 * @param secret shared with it
 * @param terms what its logins must show
 * @param decider asks the factors for it
 * @param available whether its logins could be decided now
 */
record Client(
    String name,
    ClientSettings settings,
    Secret secret,
    Terms terms,
    Decider decider,
    BooleanSupplier available) {

  /** Whether it may leave Message-Authenticator out. */
  boolean exempt() {
    return settings.requireMessageAuthenticator() == ClientSettings.Requirement.NO;
  }

  List<IpPrefix> networks() {
    return settings.address();
  }
}

package org.sallyport.encryption.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.enrolment.EnrolmentDirectory;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.route.Route;

/** What is served on the clients' interface. */
public final class ClientApi {
  private ClientApi() {}

  /** Every operation there. */
  public static List<Route> routes(
      Domain domain, EncryptionSettings settings, Optional<EnrolmentDirectory> directory) {
    var all = new ArrayList<Route>();
    all.addAll(new ServerApi(domain, settings).routes());
    all.addAll(new EnrolmentApi(domain, directory).routes());
    all.addAll(new SessionApi(domain, settings.clientLimits()).routes());
    all.addAll(new PolicyApi(domain).routes());
    all.addAll(new LogApi(domain, settings.clientLimits()).routes());
    all.addAll(new OwnKeysApi(domain).routes());
    all.addAll(new KeySearchApi(domain, settings).routes());
    all.addAll(KeyDirectoryApi.routes(domain, settings));
    return all.stream().map(Guarded::of).toList();
  }

  /** Who may call them. */
  public static ApiGate gate(Domain domain) {
    return new ClientGate(domain);
  }
}

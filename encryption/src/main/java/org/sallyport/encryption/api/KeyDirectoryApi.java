package org.sallyport.encryption.api;

import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.directory.KeyDirectory;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.web.route.Route;

/** The key directory as the settings want it. */
final class KeyDirectoryApi {
  private KeyDirectoryApi() {}

  static List<Route> routes(Domain domain, EncryptionSettings settings) {
    return new KeyDirectory(
            new StoredKeys(domain),
            new SubmissionDesk(domain),
            settings.keyDirectory(),
            settings.domains(),
            domain.lookups(),
            domain.clock())
        .routes();
  }
}

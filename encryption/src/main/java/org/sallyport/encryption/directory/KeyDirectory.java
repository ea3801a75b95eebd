package org.sallyport.encryption.directory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.web.route.Route;

/** What of the key directory is served: HKP, VKS and the Web Key Directory. Any thread. */
public final class KeyDirectory {
  private final List<Route> routes;

  /**
   * The directory of some keys.
   *
   * @param submitted what takes revocations and renewals, where the settings want it
   * @param domains that are managed here
   * @param metrics what counts lookups
   */
  public KeyDirectory(
      PublishedKeys keys,
      SubmittedKeys submitted,
      KeyDirectorySettings settings,
      List<String> domains,
      LookupMetrics metrics,
      InstantSource clock) {
    routes =
        settings.serve() ? served(keys, submitted, settings, domains, metrics, clock) : List.of();
  }

  private static List<Route> served(
      PublishedKeys keys,
      SubmittedKeys submitted,
      KeyDirectorySettings settings,
      List<String> domains,
      LookupMetrics metrics,
      InstantSource clock) {
    var lookups = new Lookups(keys, settings, metrics);
    boolean texts = settings.finding() == KeyDirectorySettings.Finding.TEXT;
    var all = new ArrayList<Route>();
    all.addAll(new HkpApi(lookups, texts, clock).routes());
    all.addAll(new VksApi(lookups).routes());
    all.addAll(new SubmissionApi(keys, submitted, settings).routes());
    all.addAll(new WkdApi(lookups, keys, domains, clock).routes());
    return all;
  }

  /** Its operations; all of them are open. */
  public List<Route> routes() {
    return routes;
  }
}

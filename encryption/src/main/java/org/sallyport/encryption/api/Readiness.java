package org.sallyport.encryption.api;

import org.sallyport.encryption.Health;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;

/** Health as the network is told. */
final class Readiness {
  private Readiness() {}

  static Reply of(Health health) {
    return switch (health) {
      case Health.Ready _ -> Reply.json(new ServerApi.HealthView("ready"));
      case Health.Locked _ -> unwell("locked", "The server is locked");
      case Health.Unwell _ -> unwell("store", "The server's store does not work");
    };
  }

  private static Reply unwell(String code, String title) {
    return Reply.problem(
        new Problem(503, code, title, "ask another server").withHeader("Retry-After", "10"));
  }
}

package org.sallyport.app.demo.mail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.app.admin.AdminAnswer;
import org.sallyport.app.admin.AdminClient;
import org.sallyport.director.admin.PoolView;

/** The administrator of mail, at the API of a server and of the director. */
final class Postmaster {
  private final AdminAddress server;
  private final AdminAddress director;

  Postmaster(List<AdminAddress> servers, AdminAddress director) {
    this.server = servers.getFirst();
    this.director = director;
  }

  /** A certificate of an outsider that was looked at. */
  record Trusted(String certificate, String trust) {}

  /** Says that an outsider's key is theirs; empty, or why that was refused. */
  Optional<String> trust(String certificate) throws IOException, InterruptedException {
    try (var client = AdminClient.of(server)) {
      return switch (client.post(
          "/api/v1/encryption/trusted", new Trusted(certificate, "trusted"))) {
        case AdminAnswer.Given _ -> Optional.empty();
        case AdminAnswer.Refused(var detail, _) -> Optional.of(detail);
        case AdminAnswer.Unreachable(var cause) -> Optional.of(cause);
      };
    }
  }

  /** What the director says about the gateways; empty where it says nothing. */
  Optional<PoolView> gateways() throws IOException, InterruptedException {
    try (var client = AdminClient.of(director)) {
      return client.get("/api/v1/pools/gateways") instanceof AdminAnswer.Given(var json)
          ? Optional.of(AdminClient.read(json, PoolView.class))
          : Optional.empty();
    }
  }
}

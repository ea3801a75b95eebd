package org.sallyport.encryption.api;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.openpgp.Certificate;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What a client learns of a server before it enrols. */
final class ServerApi {
  private final Domain domain;
  private final EncryptionSettings settings;

  ServerApi(Domain domain, EncryptionSettings settings) {
    this.domain = domain;
    this.settings = settings;
  }

  /**
   * A server.
   *
   * @param methods of enrolment that it offers: {@code directory}, {@code email}, {@code code}
   * @param organisationKey armored certificate
   * @param successions for clients that trust a former organisation key
   */
  record ServerView(
      String organisation,
      List<String> methods,
      String organisationKey,
      List<SuccessionView> successions) {}

  /**
   * That the organisation key follows a former one.
   *
   * @param former its fingerprint
   * @param signature by it: detached, in armor, over three lines, {@code sallyport organisation key
   *     succession}, the former's fingerprint and the present one's
   */
  record SuccessionView(String former, String signature) {}

  /** Whether it serves. */
  record HealthView(String status) {}

  List<Route> routes() {
    return List.of(
        Route.get("/v1/server", "describeServer")
            .summary("Whose server this is, and how clients enrol.")
            .tag("server")
            .open()
            .answers(200, "The server.", ServerView.class)
            .refuses(503, "It is locked.")
            .handledBy(this::server),
        Route.get("/v1/health", "health")
            .summary("Whether the server can serve; for checks of load balancers.")
            .tag("server")
            .open()
            .answers(200, "It can.", HealthView.class)
            .refuses(503, "It is locked, or its store does not work.")
            .handledBy(this::health));
  }

  private Reply server(Request request) {
    return Reply.json(
        new ServerView(
            settings.organisation(),
            methods(),
            domain.organisation().certificate().map(Certificate::armored).orElseThrow(),
            domain.organisation().successions().stream()
                .map(one -> new SuccessionView(one.former().hex(), one.signature()))
                .toList()));
  }

  private List<String> methods() {
    var methods = new ArrayList<String>();
    settings.directory().ifPresent(_ -> methods.add("directory"));
    settings.mail().ifPresent(_ -> methods.add("email"));
    methods.add("code");
    return methods;
  }

  private Reply health(Request request) {
    return Readiness.of(domain.health());
  }
}

package org.sallyport.director.admin.listener;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.api.AdminApi;
import org.sallyport.director.admin.dashboard.Dashboard;
import org.sallyport.director.admin.dashboard.TrafficHistory;
import org.sallyport.kernel.Secret;
import org.sallyport.web.AccessToken;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebServer;
import org.sallyport.web.route.Route;

/**
 * API and dashboard of a director on one listener. {@link #start}, {@link #reload} and {@link
 * #close} are called by one thread at a time.
 */
public final class AdminListener implements AutoCloseable {
  /** The file that a generated token is left in, within the director's state directory. */
  public static final String TOKEN_FILE = "admin-token";

  private final AdminSettings settings;
  private final Path state;
  private final String node;
  private final String version;
  private final DirectorControl control;
  private final TrafficHistory history;
  private @Nullable WebServer server;

  /**
   * A listener that is not open yet.
   *
   * @param state the director's state directory
   * @param node the name of this machine
   * @param version of this program
   */
  public AdminListener(
      AdminSettings settings, Path state, String node, String version, DirectorControl control) {
    this.settings = settings;
    this.state = state;
    this.node = node;
    this.version = version;
    this.control = control;
    history = new TrafficHistory(control::view);
  }

  /**
   * Opens it.
   *
   * @throws IOException when the address cannot be listened on or the token cannot be written
   * @throws IllegalArgumentException with a sentence, when a secret or a certificate cannot be
   *     read, the token is short, or the address needs certificates
   */
  public void start() throws IOException {
    var opened =
        WebServer.builder(settings.listen(), token(), Dashboard.shell(node, AdminApi.EVENT_STREAM))
            .version(version)
            .certificates(certificates())
            .routes(routes())
            .build();
    opened.start();
    server = opened;
    history.start();
  }

  private List<Route> routes() {
    var all = new ArrayList<Route>(AdminApi.routes(control));
    all.addAll(Dashboard.routes(control, history, InstantSource.system()));
    return all;
  }

  private AccessToken token() throws IOException {
    var configured = settings.token();
    return configured.isPresent()
        ? AccessToken.of(secret(configured.get()))
        : AccessToken.generated(state.resolve(TOKEN_FILE));
  }

  private List<ServerCertificate> certificates() {
    return settings.certificate().stream()
        .map(each -> new ServerCertificate(each.chain(), () -> secret(each.key())))
        .toList();
  }

  private static Secret secret(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value value -> value.secret();
      case Secrets.Found.Missing missing -> throw new IllegalArgumentException(missing.message());
    };
  }

  /**
   * Reads the certificate and the configured token anew from where the settings say they are.
   *
   * @return what could not be used, a sentence; the former one stays in force
   */
  public Optional<String> reload() {
    var open = server;
    if (open == null) {
      return Optional.empty();
    }
    try {
      open.reloadCertificates();
      if (settings.token().isPresent()) {
        open.replaceToken(AccessToken.of(secret(settings.token().get())));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The port that is listened on; -1 before {@link #start}. */
  public int port() {
    var open = server;
    return open == null ? -1 : open.port();
  }

  @Override
  public void close() {
    history.close();
    var open = server;
    if (open != null) {
      open.close();
      server = null;
    }
  }
}

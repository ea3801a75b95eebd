package org.sallyport.web.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.web.AccessToken;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebServer;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;

/**
 * The admin listener of a node, with what each of its roles puts there. {@link #start}, {@link
 * #reload} and {@link #close} are called by one thread at a time.
 */
public final class AdminListener implements AutoCloseable {
  /** The file that a generated token is left in. */
  public static final String TOKEN_FILE = "admin-token";

  private final AdminSettings settings;
  private final Path folder;
  private final AdminHost host;
  private @Nullable WebServer server;

  /**
   * A listener that is not open yet.
   *
   * @param folder where a generated token is left
   */
  public AdminListener(AdminSettings settings, Path folder, AdminHost host) {
    this.settings = settings;
    this.folder = folder;
    this.host = host;
  }

  /**
   * Opens it.
   *
   * @param parts in the order of the navigation
   * @throws IOException when the address cannot be listened on or the token cannot be written
   * @throws IllegalArgumentException with a sentence, when a secret or a certificate cannot be
   *     read, the token is short, or the address needs certificates
   */
  public void start(List<AdminPart> parts) throws IOException {
    var page = new NodePage(parts);
    var opened =
        WebServer.builder(settings.listen(), token(), shell(parts, page))
            .version(host.version())
            .certificates(certificates())
            .routes(routes(parts, page))
            .accounts(parts.stream().flatMap(part -> part.accounts().stream()).findFirst())
            .build();
    opened.start();
    server = opened;
  }

  private Shell shell(List<AdminPart> parts, NodePage page) {
    var links =
        Stream.concat(parts.stream().flatMap(part -> part.links().stream()), page.links().stream())
            .toList();
    var events = parts.stream().flatMap(part -> part.events().stream()).findFirst();
    return new Shell("Sallyport", host.node(), links, events.orElse(""));
  }

  private List<Route> routes(List<AdminPart> parts, NodePage page) {
    var all = new ArrayList<Route>(new NodeApi(host, parts).routes());
    all.add(page.route());
    parts.forEach(part -> all.addAll(part.routes()));
    return all;
  }

  private AccessToken token() throws IOException {
    var configured = settings.token();
    return configured.isPresent()
        ? AccessToken.of(secret(configured.get()))
        : AccessToken.generated(folder.resolve(TOKEN_FILE));
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
    var open = server;
    if (open != null) {
      open.close();
      server = null;
    }
  }
}

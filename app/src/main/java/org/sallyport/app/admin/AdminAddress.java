package org.sallyport.app.admin;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.AdminSettings;

/**
 * Where a node is administered.
 *
 * @param base scheme, host and port
 * @param token where the administrator's token is
 * @param certificate the PEM file of the one certificate that is believed; empty: what the system
 *     trusts
 */
public record AdminAddress(URI base, SecretSource token, Optional<Path> certificate) {
  private static final String TOKEN_FILE = "admin-token";

  /**
   * The address that a node's file says, as this machine reaches it.
   *
   * @param state the folder that a generated token is left in
   */
  public static AdminAddress of(AdminSettings settings, Path state) {
    var scheme = settings.certificate().isPresent() ? "https" : "http";
    var listen = settings.listen();
    var host =
        switch (listen.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> listen.host();
        };
    return new AdminAddress(
        URI.create(scheme + "://" + new HostPort(host, listen.port())),
        settings.token().orElse(new SecretSource.File(state.resolve(TOKEN_FILE))),
        settings.certificate().map(AdminSettings.Certificate::chain));
  }
}

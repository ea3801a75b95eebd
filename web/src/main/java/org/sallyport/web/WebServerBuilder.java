package org.sallyport.web;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Accounts;

/** Describes a {@link WebServer}. One thread. */
public final class WebServerBuilder {
  final HostPort listen;
  final AccessToken token;
  final Shell shell;
  List<ServerCertificate> certificates = List.of();
  List<String> names = List.of();
  List<Route> routes = List.of();
  Optional<Accounts> accounts = Optional.empty();
  WebLimits limits = WebLimits.DEFAULT;
  InstantSource clock = InstantSource.system();
  String version = "0";

  WebServerBuilder(HostPort listen, AccessToken token, Shell shell) {
    this.listen = listen;
    this.token = token;
    this.shell = shell;
  }

  /**
   * Speaks TLS with these; the client's server name chooses among them. Without any: plain HTTP.
   */
  public WebServerBuilder certificates(List<ServerCertificate> all) {
    certificates = List.copyOf(all);
    return this;
  }

  /** Further host names that requests may be for on a loopback listener. */
  public WebServerBuilder names(Collection<String> all) {
    names = List.copyOf(all);
    return this;
  }

  /** What is served beside sign-in, assets and the description. */
  public WebServerBuilder routes(Collection<Route> all) {
    routes = List.copyOf(all);
    return this;
  }

  /** Who may sign in beside whoever has the token. */
  public WebServerBuilder accounts(Optional<Accounts> all) {
    accounts = all;
    return this;
  }

  /** Other limits than {@link WebLimits#DEFAULT}. */
  public WebServerBuilder limits(WebLimits other) {
    limits = other;
    return this;
  }

  /** What sessions are timed by. */
  public WebServerBuilder clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** The version that the description tells. */
  public WebServerBuilder version(String text) {
    version = text;
    return this;
  }

  /** A server that is not started yet. */
  public WebServer build() {
    return new WebServer(this);
  }
}

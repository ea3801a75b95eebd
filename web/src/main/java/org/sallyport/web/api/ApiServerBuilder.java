package org.sallyport.web.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.route.Route;

/** Describes an {@link ApiServer}. One thread. */
public final class ApiServerBuilder {
  final HostPort listen;
  final List<ServerCertificate> certificates;
  final ApiGate gate;
  Optional<Path> clientTrust = Optional.empty();
  List<IpPrefix> proxies = List.of();
  List<Route> routes = List.of();
  WebLimits limits = ApiServer.LIMITS;
  Duration drainTime = Duration.ofSeconds(2);
  String title = "Sallyport";
  String version = "0";

  ApiServerBuilder(HostPort listen, List<ServerCertificate> certificates, ApiGate gate) {
    this.listen = listen;
    this.certificates = List.copyOf(certificates);
    this.gate = gate;
  }

  /**
   * Demands a certificate of every client.
   *
   * @param bundle PEM file with the authorities that may have issued it
   */
  public ApiServerBuilder clientTrust(Path bundle) {
    clientTrust = Optional.of(bundle);
    return this;
  }

  /**
   * Demands of connections from these networks that they begin with a PROXY protocol header,
   * version 1 or 2, and believes what it says about the client.
   */
  public ApiServerBuilder proxyProtocolFrom(List<IpPrefix> trusted) {
    proxies = List.copyOf(trusted);
    return this;
  }

  /** What is served beside the description. */
  public ApiServerBuilder routes(Collection<Route> all) {
    routes = List.copyOf(all);
    return this;
  }

  /** Other limits than {@link ApiServer#LIMITS}. */
  public ApiServerBuilder limits(WebLimits other) {
    limits = other;
    return this;
  }

  /** How long requests in hand may go on when the server stops; else two seconds. */
  public ApiServerBuilder drainTime(Duration time) {
    drainTime = time;
    return this;
  }

  /** What the description calls the API. */
  public ApiServerBuilder about(String name, String number) {
    title = name;
    version = number;
    return this;
  }

  /** A server that is not started yet. */
  public ApiServer build() {
    return new ApiServer(this);
  }
}

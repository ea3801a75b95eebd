package org.sallyport.authority.role;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.admin.Tenants;
import org.sallyport.authority.api.AuthorityApi;
import org.sallyport.authority.api.ClientDirectory;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.device.DeviceApi;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.authority.settings.DeviceListenerSettings;
import org.sallyport.authority.settings.TenantSettings;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.web.CertificateSettings;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.api.ApiServer;

/** The listener of the API and, where there is one, that of devices. */
final class Listeners implements AutoCloseable {
  private final ClientDirectory clients;
  private final ApiServer api;
  private final Optional<ApiServer> devices;

  private Listeners(ClientDirectory clients, ApiServer api, Optional<ApiServer> devices) {
    this.clients = clients;
    this.api = api;
    this.devices = devices;
  }

  static Listeners of(
      AuthoritySettings settings,
      Domain domain,
      Decisions decisions,
      InstantSource clock,
      Tenants tenants,
      String version) {
    var clients = new ClientDirectory(settings.tenants());
    var url = settings.devices().map(DeviceListenerSettings::url);
    var api =
        ApiServer.builder(settings.listen(), certificates(settings.certificates()), clients)
            .clientTrust(settings.clientTrust())
            .about("Sallyport authority", version)
            .drainTime(settings.drainTime())
            .routes(
                AuthorityApi.routes(
                    domain, decisions, clock, tenants::issuer, tenants::pushWithoutNumber, url))
            .build();
    return new Listeners(
        clients,
        api,
        settings.devices().map(each -> devices(each, settings, domain, clock, version)));
  }

  private static ApiServer devices(
      DeviceListenerSettings settings,
      AuthoritySettings authority,
      Domain domain,
      InstantSource clock,
      String version) {
    var gate = DeviceApi.gate(domain, clock, settings.requestsPerMinute());
    return ApiServer.builder(settings.listen(), certificates(settings.certificates()), gate)
        .about("Sallyport authority, devices", version)
        .drainTime(authority.drainTime())
        .routes(DeviceApi.routes(domain, clock))
        .build();
  }

  private static List<ServerCertificate> certificates(List<CertificateSettings> settings) {
    return settings.stream()
        .map(each -> new ServerCertificate(each.chain(), () -> secret(each.key())))
        .toList();
  }

  private static Secret secret(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> secret;
      case Secrets.Found.Missing(var message) -> throw new IllegalArgumentException(message);
    };
  }

  void start() throws IOException {
    api.start();
    if (devices.isPresent()) {
      devices.get().start();
    }
  }

  /** Reads certificates anew, then takes these clients alone. */
  void reload(Map<String, TenantSettings> tenants) {
    api.reloadCertificates();
    devices.ifPresent(ApiServer::reloadCertificates);
    clients.replace(tenants);
  }

  int port() {
    return api.port();
  }

  Optional<Integer> devicePort() {
    return devices.map(ApiServer::port);
  }

  @Override
  public void close() {
    devices.ifPresent(ApiServer::close);
    api.close();
  }
}

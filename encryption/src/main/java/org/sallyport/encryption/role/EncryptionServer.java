package org.sallyport.encryption.role;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.EncryptionPart;
import org.sallyport.encryption.api.ClientApi;
import org.sallyport.encryption.mail.LetterMetrics;
import org.sallyport.encryption.mailgateway.MailGateway;
import org.sallyport.encryption.search.RemoteKeys;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.encryption.webmail.page.WebMailPages;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.store.StoreException;
import org.sallyport.web.CertificateSettings;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.api.ApiServer;

/**
 * An encryption server that runs. {@link #apply}, {@link #drain} and {@link #close} are called by
 * one thread at a time and block.
 */
public final class EncryptionServer implements AutoCloseable {
  /**
   * As for every API, but a batch of a client's log has 256 KiB. One that is somewhat larger is
   * read to its end before it is refused: a client that is still sending might not see the answer.
   */
  private static final WebLimits LIMITS =
      new WebLimits(
          512 * 1024,
          ApiServer.LIMITS.headBytes(),
          ApiServer.LIMITS.connections(),
          ApiServer.LIMITS.streams(),
          ApiServer.LIMITS.idle());

  private final Keeping keeping;
  private final Outside outside;
  private final ApiServer clients;
  private final EncryptionPart part;
  private final Optional<MailGateway> gateway;
  private final Duration drainTime;

  private EncryptionServer(
      Keeping keeping, Outside outside, ApiServer clients, EncryptionSettings settings) {
    this.keeping = keeping;
    this.outside = outside;
    this.clients = clients;
    this.gateway = outside.gateway();
    this.drainTime = settings.drainTime();
    part =
        new EncryptionPart(
            keeping.domain(),
            settings,
            () ->
                outside.metrics()
                    + LetterMetrics.of(keeping.domain().outbox(), keeping.domain().store()),
            outside::impaired);
  }

  /** What became of opening one. */
  public sealed interface Opening {
    /** Clients can connect. */
    record Running(EncryptionServer server) implements Opening {}

    /**
     * Nothing runs.
     *
     * @param problems a sentence each, beginning with the key that each is about
     */
    record Refused(List<String> problems) implements Opening {}
  }

  /** Opens the store, ignites it where the settings say with what, opens the listener. Blocks. */
  public static Opening open(EncryptionSettings settings, String version, InstantSource clock) {
    var trust = settings.remoteKeys().flatMap(RemoteKeys::problem);
    if (trust.isPresent()) {
      return new Opening.Refused(List.of("encryption." + trust.get()));
    }
    Keeping keeping;
    try {
      keeping = Keeping.open(settings, clock);
    } catch (StoreException e) {
      return refused("store", e);
    } catch (IllegalArgumentException e) {
      return refused("store", e);
    }
    return switch (Outside.open(settings, keeping.domain())) {
      case Loaded.Refused<Outside>(var problems) -> {
        keeping.close();
        yield new Opening.Refused(
            problems.stream().map(problem -> "encryption: " + problem).toList());
      }
      case Loaded.Ready<Outside>(var outside, _) -> serve(settings, version, keeping, outside);
    };
  }

  private static Opening serve(
      EncryptionSettings settings, String version, Keeping keeping, Outside outside) {
    var domain = keeping.domain();
    var clients =
        ApiServer.builder(
                settings.listen(), certificates(settings.certificates()), ClientApi.gate(domain))
            .about("Sallyport encryption server", version)
            .limits(LIMITS)
            .proxyProtocolFrom(settings.proxyProtocolFrom())
            .drainTime(settings.drainTime())
            .routes(ClientApi.routes(domain, settings, outside.directory()))
            .build();
    try {
      clients.start();
    } catch (IOException | IllegalArgumentException e) {
      clients.close();
      outside.close();
      keeping.close();
      return refused("listen", e);
    }
    try {
      outside.start();
    } catch (IOException e) {
      clients.close();
      outside.close();
      keeping.close();
      return new Opening.Refused(List.of("encryption." + e.getMessage()));
    }
    outside.gateway().ifPresent(each -> keeping.also(new Domain.Chore("mail-gateway", each::tend)));
    outside
        .refresh()
        .ifPresent(refresh -> keeping.also(new Domain.Chore("directory", refresh::round)));
    return new Opening.Running(new EncryptionServer(keeping, outside, clients, settings));
  }

  static List<ServerCertificate> certificates(List<CertificateSettings> settings) {
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

  private static Opening refused(String key, Exception cause) {
    return new Opening.Refused(List.of("encryption." + key + ": " + cause.getMessage()));
  }

  /**
   * Reads certificates anew.
   *
   * @return what is wrong, a sentence each; empty when they are in force
   */
  public List<String> apply(EncryptionSettings wanted) {
    var problems = new ArrayList<String>();
    try {
      clients.reloadCertificates();
    } catch (IllegalArgumentException e) {
      problems.add("encryption.certificates: " + e.getMessage());
    }
    gateway.ifPresent(
        each -> each.reload().forEach(problem -> problems.add("encryption." + problem)));
    try {
      outside.webMail().ifPresent(WebMailPages::reloadCertificates);
    } catch (IllegalArgumentException e) {
      problems.add("encryption.web-mail.certificates: " + e.getMessage());
    }
    return problems;
  }

  /** The keys of what has changed but takes effect at the next start alone. */
  public static List<String> needRestart(EncryptionSettings before, EncryptionSettings after) {
    var keys = new ArrayList<String>();
    note(keys, "listen", before.listen(), after.listen());
    note(keys, "certificates", before.certificates(), after.certificates());
    note(keys, "proxy-protocol-from", before.proxyProtocolFrom(), after.proxyProtocolFrom());
    note(keys, "organisation", before.organisation(), after.organisation());
    note(keys, "domains", before.domains(), after.domains());
    note(keys, "store", before.store(), after.store());
    note(keys, "ignition", before.ignition(), after.ignition());
    note(keys, "backup", before.backup(), after.backup());
    note(keys, "remote-keys", before.remoteKeys(), after.remoteKeys());
    note(keys, "key-directory", before.keyDirectory(), after.keyDirectory());
    note(keys, "directory", before.directory(), after.directory());
    note(keys, "mail", before.mail(), after.mail());
    note(keys, "mail-gateway", before.mailGateway(), after.mailGateway());
    note(keys, "web-mail", before.webMail(), after.webMail());
    note(keys, "drain-time", before.drainTime(), after.drainTime());
    note(keys, "audit-kept", before.auditKept(), after.auditKept());
    note(keys, "logs-kept", before.logsKept(), after.logsKept());
    note(keys, "syslog", before.syslog(), after.syslog());
    return keys;
  }

  private static void note(List<String> keys, String key, Object before, Object after) {
    if (!before.equals(after)) {
      keys.add("encryption." + key);
    }
  }

  /** What it puts on the admin listener. */
  public AdminPart admin() {
    return part;
  }

  /** What it knows, for those who run in the same process, such as the demo. */
  public Domain domain() {
    return keeping.domain();
  }

  /** The port of the clients' interface. */
  public int port() {
    return clients.port();
  }

  /** The mail gateway, where there is one. */
  public Optional<MailGateway> mailGateway() {
    return gateway;
  }

  /** The pages of web mail, where there are any. */
  public Optional<WebMailPages> webMail() {
    return outside.webMail();
  }

  /** Takes nothing new and lets what is in hand end. */
  public void drain() {
    gateway.ifPresent(each -> each.drain(drainTime));
    clients.close();
    outside.drain(drainTime);
  }

  @Override
  public void close() {
    clients.close();
    outside.close();
    keeping.close();
  }
}

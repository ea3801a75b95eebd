package org.sallyport.encryption.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.directory.KeyDirectorySettings;
import org.sallyport.encryption.enrolment.DirectorySettings;
import org.sallyport.encryption.mail.MailSettings;
import org.sallyport.encryption.mailgateway.MailGatewaySettings;
import org.sallyport.encryption.search.RemoteKeysSettings;
import org.sallyport.encryption.syslog.SyslogSettings;
import org.sallyport.encryption.webmail.WebMailSettings;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.store.StoreSettings;
import org.sallyport.web.CertificateSettings;

/** The {@code encryption} section. */
@Doc("The encryption management server: enrolment, keys, policies, client logs, key directory.")
public record EncryptionSettings(
    @Doc("Where clients reach it, over TLS; normally behind the director's name.") HostPort listen,
    @Doc("What it shows to them. A client's server name chooses among several.")
        List<CertificateSettings> certificates,
    @Doc("Sources whose PROXY protocol header is required and believed (v1 or v2).") @Default("[]")
        List<IpPrefix> proxyProtocolFrom,
    @Doc("The organisation, in the user id of its key and in messages to people.")
        String organisation,
    @Doc("The mail domains whose keys it manages; the first one is the organisation key's.")
        List<String> domains,
    @Doc("Where consumers, keys and policies are kept. Nodes that share it are one server.")
        StoreSettings store,
    @Doc(
            "What opens the secrets of the store at start, as file:PATH or env:NAME, 16 characters"
                + " at least. Absent: the node starts locked, and an administrator unlocks it.")
        Optional<SecretSource> ignition,
    @Doc("Encrypted backups of the store, made from time to time. Absent: only when asked for.")
        @Default("{}")
        BackupSettings backup,
    @Doc("How the keys of people are published.") @Default("{}") KeyDirectorySettings keyDirectory,
    @Doc("Where keys of people elsewhere are searched for. Absent: nowhere.")
        Optional<RemoteKeysSettings> remoteKeys,
    @Doc("The people who enrol with their password. Absent: nobody does.")
        Optional<DirectorySettings> directory,
    @Doc("How messages to people are sent. Absent: none is, and nobody enrols by address.")
        Optional<MailSettings> mail,
    @Doc("The mail gateway. Absent: none runs.") Optional<MailGatewaySettings> mailGateway,
    @Doc("Web mail for people outside who have no key. Absent: nobody has a mailbox.")
        Optional<WebMailSettings> webMail,
    @Doc("How much one client may write.") @Default("{}") ClientLimitSettings clientLimits,
    @Doc("How long requests in hand may go on after SIGTERM.")
        @Default("5s")
        @Within(min = "0s", max = "1m")
        Duration drainTime,
    @Doc("How long the audit trail is kept.") @Default("400d") @Within(min = "1d", max = "3650d")
        Duration auditKept,
    @Doc("How long the lines of clients' logs are kept.")
        @Default("90d")
        @Within(min = "1d", max = "3650d")
        Duration logsKept,
    @Doc("Where client log lines and the audit trail are sent. Absent: nowhere.")
        Optional<SyslogSettings> syslog)
    implements Checked {
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  @Override
  public void check(Findings findings) {
    if (certificates.isEmpty()) {
      findings.problem("certificates", "expected a certificate, as clients are served over TLS");
    }
    if (organisation.isBlank() || organisation.length() > 100 || odd(organisation)) {
      findings.problem("organisation", "expected a name of 1 to 100 characters, without < and >");
    }
    if (domains.isEmpty()) {
      findings.problem("domains", "expected a domain, or there is nobody whose keys are managed");
    }
    for (var domain : domains) {
      if (!DOMAIN.matcher(domain).matches()) {
        findings.problem("domains", "expected a domain in lower case, not: " + domain);
      }
    }
    ignition.ifPresent(source -> IgnitionRules.check(source, findings));
    if (webMail.isPresent() && mailGateway.isEmpty()) {
      findings.warning(
          "web-mail",
          "what people write there waits for a node with a mail-gateway over the same store");
    }
    webMail
        .flatMap(wanted -> Address.of(wanted.from()))
        .filter(address -> !domains.contains(address.domain()))
        .ifPresent(
            address ->
                findings.problem(
                    "web-mail.from", "expected an address of one of the domains, not: " + address));
  }

  private static boolean odd(String name) {
    return name.chars().anyMatch(c -> c < ' ' || c == '<' || c == '>');
  }

  /** The user id of organisation keys. */
  public String organisationUserId() {
    return organisation + " <organisation@" + domains.getFirst() + ">";
  }
}

package org.sallyport.encryption.webmail;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.web.CertificateSettings;

/** The {@code web-mail} section. */
@Doc("Web mail: people outside who have no key read and answer protected mail in a browser.")
public record WebMailSettings(
    @Doc("Where browsers reach it, over TLS; normally behind the director's name.") HostPort listen,
    @Doc("What it shows to them. A browser's server name chooses among several.")
        List<CertificateSettings> certificates,
    @Doc("Sources whose PROXY protocol header is required and believed (v1 or v2).") @Default("[]")
        List<IpPrefix> proxyProtocolFrom,
    @Doc("Its address as people see it, such as https://mail.example.com; links begin with it.")
        String url,
    @Doc(
            "The sender of its messages to people, an address of a managed domain. Reports about"
                + " answers that did not arrive go there.")
        String from,
    @Doc("The language of messages to people who have chosen none: en or de.") @Default("en")
        String language,
    @Doc("How much one mailbox holds, where an administrator has not said another size.")
        @Default("100MiB")
        ByteSize quota,
    @Doc("How long a message is kept.") @Default("90d") @Within(min = "1d", max = "3650d")
        Duration messageKept,
    @Doc("How long an account is kept that nobody writes to or signs in to.")
        @Default("180d")
        @Within(min = "1d", max = "3650d")
        Duration accountKept,
    @Doc("How long before the end of a message or account its owner is told.")
        @Default("7d")
        @Within(min = "1h", max = "90d")
        Duration noticeBefore,
    @Doc("How long nothing is said of further messages after a notice that nobody has followed.")
        @Default("4h")
        @Within(min = "0s", max = "30d")
        Duration noticePause,
    @Doc("How long the link to a first visit can be followed.")
        @Default("14d")
        @Within(min = "1h", max = "90d")
        Duration linkLife,
    @Doc("How long the link to a new passphrase can be followed; no other is sent meanwhile.")
        @Default("2h")
        @Within(min = "5m", max = "7d")
        Duration resetLife,
    @Doc("How long a session lasts in which nothing is clicked.")
        @Default("20m")
        @Within(min = "1m", max = "1d")
        Duration sessionIdle,
    @Doc("How long a session lasts in all.") @Default("12h") @Within(min = "5m", max = "7d")
        Duration sessionLongest,
    @Doc("Sessions of one person; the oldest ends when there would be more.")
        @Default("5")
        @Range(min = 1, max = 100)
        int sessions,
    @Doc(
            "The largest message that people may write: octets of its text and files. As mail they"
                + " are a third more (base64), which the next hop inside has to take.")
        @Default("25MiB")
        ByteSize message,
    @Doc("Files of a message that people write.") @Default("20") @Range(min = 0, max = 100)
        int files,
    @Doc("Messages that one person may send in an hour.") @Default("30") @Range(min = 1, max = 1000)
        int sentPerHour,
    @Doc("The folder on this node for files that are being sent, each sealed with a passing key.")
        @Default("data/web-mail-spool")
        Path spool)
    implements Checked {
  private static final long MOST = 1L << 40;
  private static final Pattern URL =
      Pattern.compile("https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?/?");

  @Override
  public void check(Findings findings) {
    if (certificates.isEmpty()) {
      findings.problem("certificates", "expected a certificate, as browsers are served over TLS");
    }
    if (!URL.matcher(url).matches()) {
      findings.problem("url", "expected https:// and a name, such as https://mail.example.com");
    }
    if (Address.of(from).isEmpty()) {
      findings.problem("from", "expected one mail address, such as web-mail@example.com");
    }
    if (!Languages.ALL.contains(language)) {
      findings.problem("language", "expected one of " + String.join(", ", Languages.ALL));
    }
    if (quota.bytes() < 1 << 20 || quota.bytes() > MOST) {
      findings.problem("quota", "expected 1MiB to 1TiB");
    }
    if (message.bytes() < 64 << 10 || message.bytes() > 1 << 30) {
      findings.problem("message", "expected 64KiB to 1GiB");
    }
    if (sessionLongest.compareTo(sessionIdle) < 0) {
      findings.problem("session-longest", "is shorter than session-idle");
    }
    if (noticeBefore.compareTo(messageKept) >= 0 || noticeBefore.compareTo(accountKept) >= 0) {
      findings.problem("notice-before", "is not shorter than message-kept and account-kept");
    }
  }

  /** A link to a path of the pages, which begins with a slash. */
  String link(String path) {
    return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path;
  }

  /** The name that browsers know it by. */
  String host() {
    return URI.create(url).getHost();
  }
}

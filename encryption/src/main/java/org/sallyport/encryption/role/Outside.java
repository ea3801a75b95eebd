package org.sallyport.encryption.role;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.enrolment.DirectoryRefresh;
import org.sallyport.encryption.enrolment.EnrolmentDirectory;
import org.sallyport.encryption.enrolment.ManagedDomains;
import org.sallyport.encryption.mail.Courier;
import org.sallyport.encryption.mail.MailSettings;
import org.sallyport.encryption.mailgateway.MailGateway;
import org.sallyport.encryption.mailgateway.MailGatewaySettings;
import org.sallyport.encryption.mailqueue.ConfiguredHops;
import org.sallyport.encryption.mailqueue.QueueWorkers;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.encryption.syslog.SyslogSender;
import org.sallyport.encryption.syslog.SyslogSettings;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.encryption.webmail.page.WebMailPages;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;

/** What a server speaks to beside its store and clients: directory, relay, syslog, mail. */
record Outside(
    Optional<EnrolmentDirectory> directory,
    Optional<DirectoryRefresh> refresh,
    Optional<Courier> courier,
    Optional<SyslogSender> syslog,
    Optional<MailGateway> gateway,
    Optional<QueueWorkers> queue,
    Optional<WebMailPages> webMail)
    implements AutoCloseable {

  /** Reads the files that the settings name. Blocks. */
  static Loaded<Outside> open(EncryptionSettings settings, Domain domain) {
    var problems = new ArrayList<TlsProblem>();
    var courier = settings.mail().flatMap(mail -> kept(courier(mail, domain), problems));
    var directory =
        settings
            .directory()
            .flatMap(
                each ->
                    kept(
                        EnrolmentDirectory.open(
                            each,
                            new ManagedDomains(settings.domains()),
                            domain.store(),
                            domain.clock()),
                        problems));
    var refresh =
        settings
            .directory()
            .flatMap(
                each ->
                    kept(
                        DirectoryRefresh.open(
                            each, new ManagedDomains(settings.domains()), domain, domain.clock()),
                        problems));
    var syslog = settings.syslog().flatMap(each -> kept(syslog(each, domain), problems));
    var gateway =
        settings
            .mailGateway()
            .flatMap(each -> kept(MailGateway.open(each, settings.domains(), domain), problems));
    gateway.ifPresent(each -> each.noteFor(domain.mailQueue()));
    var queue = settings.mailGateway().flatMap(each -> kept(queue(each, domain), problems));
    var webMail = domain.webMail().flatMap(each -> kept(webMail(settings, each), problems));
    var outside = new Outside(directory, refresh, courier, syslog, gateway, queue, webMail);
    if (!problems.isEmpty()) {
      outside.close();
      return new Loaded.Refused<>(problems);
    }
    return Loaded.ready(outside);
  }

  private static Loaded<SyslogSender> syslog(SyslogSettings settings, Domain domain) {
    return SyslogSender.open(
        settings, domain.store(), domain.audit(), domain.logs(), domain.clock());
  }

  private static Loaded<WebMailPages> webMail(EncryptionSettings settings, WebMail webMail) {
    try {
      webMail.prepare();
    } catch (IOException e) {
      return Loaded.refused("web-mail.spool", String.valueOf(e.getMessage()));
    }
    return Loaded.ready(
        new WebMailPages(
            webMail,
            settings.organisation(),
            settings.domains(),
            EncryptionServer.certificates(webMail.settings().certificates()),
            settings.drainTime()));
  }

  private static Loaded<QueueWorkers> queue(MailGatewaySettings gateway, Domain domain) {
    return ConfiguredHops.open(gateway.nextHops(), gateway.name())
        .then(hops -> Loaded.ready(QueueWorkers.of(domain.mailQueue(), domain.vault(), hops)));
  }

  private static Loaded<Courier> courier(MailSettings mail, Domain domain) {
    return Courier.open(mail, domain.store(), domain.outbox(), domain.vault(), domain.clock());
  }

  private static <T> Optional<T> kept(Loaded<T> loaded, ArrayList<TlsProblem> problems) {
    return switch (loaded) {
      case Loaded.Ready<T>(var value, _) -> Optional.of(value);
      case Loaded.Refused<T>(var why) -> {
        problems.addAll(why);
        yield Optional.empty();
      }
    };
  }

  /**
   * Begins to send what waits, and to take mail.
   *
   * @throws IOException with a sentence that begins with the key that it is about
   */
  void start() throws IOException {
    if (gateway.isPresent()) {
      gateway.get().start();
    }
    if (webMail.isPresent()) {
      start(webMail.get());
    }
    courier.ifPresent(Courier::start);
    queue.ifPresent(QueueWorkers::start);
    syslog.ifPresent(SyslogSender::start);
  }

  private static void start(WebMailPages webMail) throws IOException {
    try {
      webMail.start();
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("web-mail: " + e.getMessage(), e);
    }
  }

  /** In Prometheus' text format. */
  String metrics() {
    return syslog.map(SyslogSender::metrics).orElse("")
        + gateway.map(MailGateway::metrics).orElse("")
        + queue.map(QueueWorkers::metrics).orElse("");
  }

  /** What works less well than it should, a phrase each. */
  List<String> impaired() {
    return Stream.concat(
            gateway.map(MailGateway::impaired).orElse(List.of()).stream(),
            queue.map(QueueWorkers::impaired).orElse(List.of()).stream())
        .toList();
  }

  /** Lets mail in hand end, and takes nothing new in hand. */
  void drain(Duration time) {
    webMail.ifPresent(WebMailPages::close);
    queue.ifPresent(each -> each.drain(time));
  }

  @Override
  public void close() {
    queue.ifPresent(QueueWorkers::close);
    webMail.ifPresent(WebMailPages::close);
    gateway.ifPresent(MailGateway::close);
    syslog.ifPresent(SyslogSender::close);
    courier.ifPresent(Courier::close);
    refresh.ifPresent(DirectoryRefresh::close);
    directory.ifPresent(EnrolmentDirectory::close);
  }
}

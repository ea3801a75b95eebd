package org.sallyport.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.app.node.EncryptionRole;
import org.sallyport.app.node.Node;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.administrator.NewCredentials;
import org.sallyport.encryption.client.Added;
import org.sallyport.encryption.client.ClientReport;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.log.LogBatch;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.Totp;
import org.sallyport.testkit.TestPki;

/** A node that is an encryption server, with people, machines, keys and log lines. */
final class LocalConsole implements AutoCloseable {
  static final String ADA = "ada.lovelace@example.com";
  static final String LONG = "maximiliane.von-und-zu-hohenlohe@subsidiary.example.com";

  private static final String ME = "the test";

  private final Node node;

  private LocalConsole(Node node) {
    this.node = node;
  }

  static LocalConsole start(Path folder) throws IOException {
    var pki = TestPki.shared();
    var own = TestPki.write(folder, "keys", pki.server("keys.example.com", "localhost"));
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("node.yaml"),
            """
            node: keys1
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: %s, key: 'file:%s' }]
              organisation: Example Ltd
              domains: [example.com, subsidiary.example.com]
              store: { path: encryption.db }
              ignition: file:ignition.key
            """
                .formatted(own.chain(), own.key()));
    var console =
        new LocalConsole(
            switch (Node.start(file, "0")) {
              case Node.Starting.Running(var running) -> running;
              case Node.Starting.Refused(var report) -> throw new AssertionError(report);
            });
    console.fill();
    return console;
  }

  Domain domain() {
    return node.role(EncryptionRole.class).server().domain();
  }

  /** Where a page is. */
  String at(String path) {
    return node.dashboard().resolve(path).toString();
  }

  private void fill() {
    var now = Instant.now();
    for (var address : List.of(ADA, LONG)) {
      var who = consumer(address);
      var machine = machine(who, "laptop of " + address.replaceFirst("[.@].*", ""));
      domain()
          .logs()
          .accept(
              machine,
              who.id(),
              new LogBatch(
                  "b_0123456789abcdefghijkl",
                  List.of(
                      line(now.minus(Duration.ofMinutes(9)), LogLevel.INFO, "policy-updated", ""),
                      line(
                          now.minus(Duration.ofMinutes(8)),
                          LogLevel.WARN,
                          "server-switched",
                          "keys1.example.com does not answer; keys2.example.com is asked instead"),
                      line(
                          now.minus(Duration.ofMinutes(7)),
                          LogLevel.ERROR,
                          "decrypt-failed",
                          "no key for <report.pdf.asc> of " + address))));
    }
  }

  private static LogLine line(Instant at, LogLevel level, String event, String text) {
    return new LogLine(
        at,
        level,
        event,
        text.isEmpty() ? Optional.empty() : Optional.of(text),
        Map.of("version", "1.0.0"));
  }

  /** Keeps a trace of a message that was encrypted and handed on; its name. */
  String trace(String from, String to) {
    var trace =
        new MailTrace(
            MailTraces.nextId(),
            Instant.now(),
            "keys1",
            "outbound",
            "<0123456789abcdef0123456789abcdef0123456789abcdef@workstation.example.com>",
            from,
            4711,
            List.of(
                new MailTrace.Recipient(
                    to,
                    "outbound",
                    List.of("outbound", "partners"),
                    "partners",
                    "Everything",
                    7,
                    "encrypted",
                    "it is for all messages",
                    "It is encrypted to 0123456789ABCDEF (wkd, found), and signed by the sender's"
                        + " key.",
                    List.of(new MailTrace.Key("0123456789ABCDEF".repeat(2), "wkd", "found")))));
    return domain()
        .store()
        .write(
            in -> {
              domain().mailTraces().record(in, trace);
              domain().mailTraces().note(in, trace.id(), to, "delivered", "250 2.0.0 taken");
              return trace.id();
            });
  }

  /** Somebody of the organisation. */
  Consumer consumer(String address) {
    var who = NewConsumer.of(new Address(address), "code");
    return domain().store().write(in -> domain().consumers().admit(in, ME, who));
  }

  /** Enrols a machine; its id. */
  String machine(Consumer owner, String name) {
    var machine = new Machine(Arrays.copyOf(name.getBytes(UTF_8), 32), name, "linux amd64");
    var report = new ClientReport("1.0.0", OptionalLong.of(1), "linux amd64", List.of());
    return domain()
        .store()
        .write(
            in -> {
              var added = domain().clients().add(in, owner, machine, "code");
              var id = ((Added.Done) added).client().id();
              domain().clients().report(in, id, report);
              return id;
            });
  }

  /** Makes somebody a key. */
  ConsumerKey key(String address) {
    return ((Kept.Done) domain().keys().own().make(ME, consumer(address))).key();
  }

  /** Makes an administrator. */
  NewCredentials administrator(String name, AdministratorRole role) {
    return domain().administrators().create(ME, new AdministratorName(name), role).orElseThrow();
  }

  /** Signs a new administrator in: by name, password and the code of an authenticator app. */
  void signIn(Browser browser, String name, AdministratorRole role) {
    try (var made = administrator(name, role)) {
      signIn(browser, name, made.password().revealText(), made.seed());
    }
  }

  /** Signs an administrator in. */
  void signIn(Browser browser, String name, String password, Secret seed) {
    browser.forget();
    browser.open(at("/sign-in?then=/encryption"));
    browser.fill("#name", name);
    browser.fill("#password", password);
    browser.fill("#code", new Totp(CodeForm.USUAL, 30).code(seed, Instant.now()));
    browser.follow("form.narrow button");
    browser.find("nav.within");
  }

  @Override
  public void close() {
    node.close();
  }
}

package org.sallyport.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.app.node.EncryptionRole;
import org.sallyport.app.node.Node;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.testkit.TestPki;
import org.sallyport.wire.smtp.MailAddress;

/** Two nodes with web mail over one store, behind one address. */
final class LocalWebMail implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("/link/([A-Za-z0-9_-]+)");

  private final Path folder;
  private final ClickRelay relay;
  private Node one;
  private Node other;
  private boolean atOther;

  private LocalWebMail(Path folder, ClickRelay relay) throws IOException {
    this.folder = folder;
    this.relay = relay;
    one = node("mail1");
    other = node("mail2");
    relay.to(port(one));
  }

  static LocalWebMail start(Path folder) throws IOException {
    return new LocalWebMail(folder, ClickRelay.start());
  }

  private Node node(String name) throws IOException {
    var pki = TestPki.shared();
    var own = TestPki.write(folder, name, pki.server("keys.example.com", "localhost"));
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            node: %1$s
            admin: { listen: 127.0.0.1:0 }
            encryption:
              listen: 127.0.0.1:0
              certificates: [{ chain: %2$s, key: 'file:%3$s' }]
              organisation: Example Ltd
              domains: [example.com]
              store: { path: encryption.db }
              ignition: file:ignition.key
              web-mail:
                listen: 127.0.0.1:0
                certificates: [{ chain: %2$s, key: 'file:%3$s' }]
                url: https://localhost:%4$d
                from: web-mail@example.com
                message: 2MiB
                spool: spool-%1$s
            """
                .formatted(name, own.chain(), own.key(), relay.port()));
    return switch (Node.start(file, "0")) {
      case Node.Starting.Running(var running) -> running;
      case Node.Starting.Refused(var report) -> throw new AssertionError(report);
    };
  }

  private static int port(Node node) {
    return node.role(EncryptionRole.class).server().webMail().orElseThrow().port();
  }

  private Domain domain() {
    return (atOther ? other : one).role(EncryptionRole.class).server().domain();
  }

  /** Where a page is; the same on all nodes. */
  String at(String path) {
    return "https://localhost:" + relay.port() + path;
  }

  /** The next click is answered by the other node. */
  void turn() {
    atOther = !atOther;
    relay.to(port(atOther ? other : one));
  }

  /** The node that answers now is gone at once; the other one answers. */
  void kill() {
    var gone = atOther ? other : one;
    turn();
    gone.close();
  }

  /** The node that is gone is back. */
  void restart() throws IOException {
    if (atOther) {
      one = node("mail1");
    } else {
      other = node("mail2");
    }
  }

  /** Somebody of the organisation writes to somebody outside. */
  void write(String text, String to) {
    var octets = text.replace("\n", "\r\n").getBytes(UTF_8);
    var domain = domain();
    var content = domain.contents().begin();
    try (content) {
      content.write(octets);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    domain
        .store()
        .write(
            in -> {
              domain.contents().keep(in, content);
              var taken =
                  domain
                      .webMail()
                      .orElseThrow()
                      .accept(
                          in,
                          scanned(octets),
                          content.id(),
                          MailAddress.parse("bob@example.com"),
                          List.of(MailAddress.parse(to).orElseThrow()),
                          Instant.now());
              domain.contents().release(in, content.id());
              if (!taken.values().stream().allMatch(WebMail.Taken.Kept.class::isInstance)) {
                throw new AssertionError(taken);
              }
              return taken;
            });
  }

  private static Message scanned(byte[] octets) {
    try {
      return ((Scan.Read) Message.scan(Octets.of(octets))).message();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Mails that wait for a route, the latest first. */
  List<String> mails(String route) {
    return domain()
        .store()
        .read(
            in ->
                in.all(
                    "SELECT content FROM mail_queue WHERE route = ? ORDER BY created DESC, id",
                    row -> row.text("content"),
                    route))
        .stream()
        .map(this::content)
        .toList();
  }

  private String content(String id) {
    try (var in = domain().contents().open(id)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The path of the link in the latest mail to somebody. */
  Optional<String> link(String to) {
    return mails("OUTSIDE").stream()
        .filter(mail -> mail.contains(to))
        .map(mail -> LINK.matcher(mail.replace("=\r\n", "")))
        .filter(found -> found.find())
        .map(found -> "/link/" + found.group(1))
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    relay.close();
    one.close();
    other.close();
  }
}

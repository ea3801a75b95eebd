package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.testkit.MutableClock;
import org.sallyport.wire.smtp.MailAddress;

/** Web mail on two nodes over one store, and the people outside. */
public final class TestWebMail implements AutoCloseable {
  static final String ADA = "ada@outside.net";
  public static final String PASSPHRASE = "correct horse battery";
  static final InetAddress HOME = address("192.0.2.7");
  static final InetAddress ELSEWHERE = address("198.51.100.9");
  static final long QUOTA = 1 << 20;

  final TestDomain here;
  final TestDomain there;
  final WebMail one;
  final WebMail other;
  final MutableClock clock;

  private TestWebMail(TestStores stores, Path folder) {
    here = TestDomain.open(stores, folder, Map.of("webMail", Optional.of(settings(folder))));
    there = here.sibling(folder);
    one = here.domain.webMail().orElseThrow();
    other = there.domain.webMail().orElseThrow();
    clock = here.clock;
  }

  public static TestWebMail open(Path folder) {
    return open(TestStores.SQLITE, folder);
  }

  static TestWebMail open(TestStores stores, Path folder) {
    return new TestWebMail(stores, folder);
  }

  static WebMailSettings settings(Path folder) {
    return new WebMailSettings(
        new HostPort("127.0.0.1", 0),
        List.of(),
        List.of(),
        "https://mail.example.com",
        "web-mail@example.com",
        "en",
        new ByteSize(QUOTA),
        Duration.ofDays(90),
        Duration.ofDays(180),
        Duration.ofDays(7),
        Duration.ofHours(4),
        Duration.ofDays(14),
        Duration.ofHours(2),
        Duration.ofMinutes(20),
        Duration.ofHours(12),
        3,
        new ByteSize(256 << 10),
        3,
        5,
        folder.resolve("spool"));
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String from, String to, String subject, String body) {
    return "From: Bob <"
        + from
        + ">\r\nTo: "
        + to
        + "\r\nSubject: "
        + subject
        + "\r\nMessage-ID: <"
        + subject.hashCode()
        + "@example.com>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\n\r\n"
        + body
        + "\r\n";
  }

  static Secret secret(String text) {
    return Secret.ofText(text);
  }

  /** Bob of the organisation writes. */
  Map<MailAddress, WebMail.Taken> write(String subject, String body, String... to) {
    var text = text("bob@example.com", String.join(", ", to), subject, body);
    return WrittenMail.write(here.domain, text, List.of(to));
  }

  static Message scanned(byte[] octets) {
    try {
      return ((Scan.Read) Message.scan(Octets.of(octets))).message();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  WebMail.Taken writeToAda(String subject, String body) {
    return write(subject, body, ADA).values().iterator().next();
  }

  /** What waits in the queue for a route, the latest first. */
  List<String> mails(String route) {
    return here
        .store
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
    try (var in = here.domain.contents().open(id)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> notices() {
    return mails("OUTSIDE");
  }

  /** The token in a notice. */
  static String token(String notice) {
    var plain = notice.replace("=\r\n", "");
    var found = Pattern.compile("/link/([A-Za-z0-9_-]+)").matcher(plain);
    if (!found.find()) {
      throw new IllegalStateException("no link in\n" + notice);
    }
    return found.group(1);
  }

  /** Ada's first visit. */
  public Entrance.Chosen.In firstVisit() {
    writeToAda("First", "Hello");
    var token = token(notices().getFirst());
    return (Entrance.Chosen.In)
        one.entrance().choose(token, secret(PASSPHRASE), secret(PASSPHRASE), "en");
  }

  static Entrance.SignIn signIn(WebMail webMail, String passphrase, InetAddress from) {
    return webMail.entrance().signIn(ADA, secret(passphrase), from);
  }

  long rows(String table) {
    return here.store.<Long>read(
        in -> in.first("SELECT count(*) AS n FROM " + table, row -> row.number("n")).orElseThrow());
  }

  static List<String> subjects(Mailbox.Page page) {
    return page.lines().stream().map(line -> line.about().subject()).toList();
  }

  /** The first of the nodes. */
  public WebMail first() {
    return one;
  }

  /** Takes the text of all messages out of the store. */
  public void loseTexts() {
    here.store.write(in -> in.run("DELETE FROM content_chunks"));
  }

  @Override
  public void close() {
    there.close();
    here.close();
  }
}

package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people outside do in web mail, in Chromium: wide, and on a telephone without scripts. Two
 * nodes answer in turn.
 */
@ParameterizedClass(name = "{0} pixels, scripts {1}")
@CsvSource({"1280, true", "390, false"})
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("WebMailIT")
final class WebMailIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSPHRASE = "correct horse battery";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9QzzCKGIcRBg4AAGZ9A/"
          + "1n0d1mAAAAAElFTkSuQmCC";

  @TempDir private static Path folder;
  private static Optional<Visit> visit = Optional.empty();

  private record Visit(LocalWebMail mail, Browser browser, Path downloads) {}

  @BeforeParameterizedClassInvocation
  static void start(int width, boolean scripts) throws IOException {
    var downloads = Files.createDirectory(folder.resolve(width + "-" + scripts));
    visit =
        Optional.of(
            new Visit(
                LocalWebMail.start(downloads),
                Browser.start(downloads, width, scripts),
                downloads));
  }

  @AfterParameterizedClassInvocation
  static void stop() throws IOException {
    if (visit.isPresent()) {
      visit.get().browser().close();
      visit.get().mail().close();
    }
    visit = Optional.empty();
  }

  private final int width;
  private final LocalWebMail mail;
  private final Browser browser;
  private final Path downloads;

  /** How it is looked at; the visit has begun. */
  WebMailIT(int width, boolean scripts) {
    this.width = width;
    var begun = visit.orElseThrow(() -> new AssertionError("scripts " + scripts));
    mail = begun.mail();
    browser = begun.browser();
    downloads = begun.downloads();
  }

  /** Opens a page on the other node than the last click. */
  private void open(String path) {
    mail.turn();
    browser.open(mail.at(path));
  }

  /** Clicks what leads to another page, on the other node. */
  private void follow(String selector) {
    mail.turn();
    browser.follow(selector);
  }

  /** The page that is shown now fits the window. */
  private void seen(String page) throws IOException {
    browser.picture("web-mail-" + page);
    assertThat(browser.overflow()).as("overflow of %s at %d", page, width).isZero();
  }

  private String main() {
    return browser.text("main");
  }

  private static String text(String to, String subject, String body) {
    return """
    From: Bob Baker <bob@example.com>
    To: %s, Carol Clark <carol@example.com>
    Subject: %s
    Message-ID: <%d@example.com>
    Date: Sun, 22 Nov 2026 08:00:00 +0000
    MIME-Version: 1.0
    """
            .formatted(to, subject, subject.hashCode())
        + body;
  }

  private static String plain(String to, String subject, String body) {
    return text(to, subject, "Content-Type: text/plain; charset=utf-8\n\n" + body + "\n");
  }

  private void firstVisit(String who) {
    mail.write(plain(who, "The contract", "Dear Ada,\n\nas agreed: https://example.com/a.\n"), who);
    browser.forget();
    open(mail.link(who).orElseThrow());
    browser.fill("#passphrase", PASSPHRASE);
    browser.fill("#again", PASSPHRASE);
    follow("main form button");
  }

  @Test
  void a_text_that_took_longer_than_the_session_comes_back() throws IOException {
    firstVisit("dora" + width + "@outside.net");
    open("/compose");
    browser.fill("#to", "bob@example.com");
    browser.fill("#subject", "At length");
    browser.fill("#text", "A long letter.");
    browser.spoil("__Host-sallyport-mail");
    follow("main form button");
    assertThat(main()).contains("Nothing was sent");
    assertThat(browser.find("#subject").getDomProperty("value")).isEqualTo("At length");
    assertThat(browser.find("#text").getDomProperty("value")).isEqualTo("A long letter.");
    seen("written");
  }

  @Test
  void a_first_visit_an_answer_and_a_node_that_dies_between_two_clicks() throws IOException {
    var ada = "ada" + width + "@outside.net";
    mail.write(plain(ada, "The contract", "Dear Ada,\n\nas agreed.\n\nBob"), ada);
    var link = mail.link(ada).orElseThrow();
    browser.forget();
    open(link);
    seen("first-visit");
    browser.fill("#passphrase", "short");
    browser.fill("#again", "short");
    follow("main form button");
    assertThat(browser.text(".note")).contains("too short");
    browser.fill("#passphrase", PASSPHRASE);
    browser.fill("#again", PASSPHRASE);
    follow("main form button");

    assertThat(main()).contains("Welcome", "Bob Baker", "The contract", "New");
    mail.write(plain(ada, "Another matter", "Nothing new."), ada);
    open("/inbox?q=contract");
    assertThat(browser.texts(".list li")).hasSize(1);
    open("/inbox");
    seen("inbox");
    follow(".list li:last-child a");
    assertThat(main()).contains("The contract", "as agreed.", "carol@example.com");
    seen("message");

    follow("a[href$='/reply-all']");
    assertThat(browser.find("#to").getDomProperty("value")).contains("bob@example.com");
    assertThat(browser.find("#cc").getDomProperty("value")).contains("carol@example.com");
    browser.fill("#text", "I agree – thank you.");
    var report = Files.writeString(downloads.resolve("report.txt"), "Figures\n".repeat(1000));
    browser.attach("#attach", report);
    seen("reply");
    mail.kill(); // the node that wrote this form
    browser.follow("main form button");
    assertThat(main()).contains("The message is sent.", "bob@example.com");
    mail.restart();
    seen("sent");
    var inside = mail.mails("INSIDE").getFirst();
    assertThat(inside).contains("Re: The contract", "report.txt", ada, "In-Reply-To:");

    follow(".list a");
    assertThat(main()).contains("I agree", "report.txt");
    browser.click(".files a");
    var file = downloads.resolve("report (1).txt");
    await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) == 8000);

    open("/compose");
    browser.fill("#to", "somebody@elsewhere.org");
    browser.fill("#subject", "No");
    follow("main form button");
    assertThat(browser.text(".note")).contains("somebody@elsewhere.org");
    assertThat(browser.find("#subject").getDomProperty("value")).isEqualTo("No");
    seen("refused");

    open("/inbox");
    assertThat(main()).contains("answered");
    follow(".list li a");
    browser.click("details.sure summary");
    follow("details.sure button");
    assertThat(main()).contains("The message is deleted.").doesNotContain("Another matter");
    open(link);
    assertThat(main()).contains("sign in with it");
  }

  @Test
  void hostile_html_loads_nothing_and_shows_its_own_pictures() throws IOException {
    var eve = "eva" + width + "@outside.net";
    firstVisit(eve);
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      var there = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      mail.write(text(eve, "Look at this", hostile(there)), eve);
      open("/inbox");
      follow(".list li a");
      assertThat(browser.text(".note")).contains("not shown");
      assertThat(browser.within("iframe.text", "body"))
          .contains("A table of figures")
          .doesNotContain("alert");
      assertThat(browser.drawn("iframe.text", "img[alt=own]")).isTrue();
      seen("html");
      open("/inbox");
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  private static String hostile(String there) {
    return """
    Content-Type: multipart/related; boundary=b

    --b
    Content-Type: text/html; charset=utf-8

    <html><head><meta http-equiv="refresh" content="0;url=%1$sm"><link rel="stylesheet" href="%1$sl">
    <link rel="prefetch" href="%1$sp"><style>@import "%1$si"; body { background: url(%1$sb) }</style>
    <base href="%1$s"><script src="%1$ss"></script></head>
    <body background="%1$sy" onload="fetch('%1$so')"><p style="background-image:url(%1$sz);color:#333">A table of figures</p>
    <img src="%1$sg" srcset="%1$sh 2x"><img src=x onerror="fetch('%1$se')"><iframe src="%1$sf"></iframe>
    <video src="%1$sv" poster="%1$sw" autoplay></video><object data="%1$sj"></object><embed src="%1$sk">
    <svg><image href="%1$sn"/></svg><form action="%1$sq"><input name=a autofocus onfocus="alert(1)"></form>
    <table border=1><tr><td>1</td><td>2</td></tr></table><img alt="own" src="cid:own">
    <a href="javascript:fetch('%1$sr')">x</a></body></html>
    --b
    Content-Type: image/png
    Content-ID: <own>
    Content-Disposition: inline; filename="own.png"
    Content-Transfer-Encoding: base64

    %2$s
    --b--
    """
        .formatted(there, PIXEL);
  }

  @Test
  void a_form_of_another_session_ends_this_one_and_wrong_passphrases_lock() throws IOException {
    var zoe = "zoe" + width + "@outside.net";
    firstVisit(zoe);
    open("/account");
    seen("account");
    browser.forge("form[action='/account/sessions'] [name=csrf]", "x".repeat(43));
    follow("form[action='/account/sessions'] button");
    assertThat(main()).contains("you are signed out");
    seen("forged");
    open("/inbox");
    assertThat(browser.find("#address").isDisplayed()).isTrue();
    seen("sign-in");

    browser.fill("#address", zoe);
    browser.fill("#passphrase", PASSPHRASE);
    follow("main form button");
    assertThat(main()).contains("The contract");
  }

  @Test
  void a_key_counts_once_its_owner_has_opened_something_with_it() throws IOException {
    var lea = "lea" + width + "@outside.net";
    firstVisit(lea);
    var key = OurSop.good("", "generate-key", "Lea <" + lea + ">");
    var secret = Files.writeString(downloads.resolve("lea.key"), key);
    var certificate =
        Files.writeString(downloads.resolve("lea.asc"), OurSop.good(key, "extract-cert"));
    open("/account");
    browser.click("section[aria-labelledby=key] summary");
    browser.attach("#keyfile", certificate);
    follow("form[action='/account/key'] button");
    seen("proof");
    var code = OurSop.good(browser.text("pre") + "\n", "decrypt", secret).strip();
    browser.fill("#code", "0000-0000-0000-0000");
    follow("form[action='/account/proof'] button");
    assertThat(browser.text(".note")).contains("That is not the code.");
    browser.fill("#code", code);
    follow("form[action='/account/proof'] button");
    assertThat(main()).contains("Your key is proven.", "Read in the browser again");
    follow("form[action='/account/browser'] button");
    assertThat(main()).contains("You read protected mail here in the browser.");
    follow("form[action='/account/sessions'] button");
    assertThat(main()).contains("You are signed out everywhere.");
  }

  @Test
  void languages_change_and_locks_are_ended_by_mail() throws IOException {
    var kim = "kim" + width + "@outside.net";
    firstVisit(kim);
    open("/account");
    browser.choose("#language", "de");
    follow("form[action='/account/language'] button");
    assertThat(main()).contains("Die Sprache ist geändert.", "Wie geschützte Post zu Ihnen kommt");
    follow("header form button");
    assertThat(main()).contains("Sie sind abgemeldet.");
    follow("a[hreflang=en]");

    String page = "";
    for (int i = 0; i < 12 && !page.contains("Locked"); i++) {
      browser.fill("#address", kim);
      browser.fill("#passphrase", "wrong horse battery");
      follow("main form button");
      page = browser.text("h1");
    }
    assertThat(page).contains("Locked");
    seen("locked");
    follow("main a.button");
    browser.fill("#address", kim);
    follow("main form button");
    assertThat(main()).contains("Look into your mail");
    await()
        .atMost(PATIENCE)
        .until(() -> mail.mails("OUTSIDE").stream().filter(one -> one.contains(kim)).count() >= 2);
    open(mail.link(kim).orElseThrow());
    browser.fill("#passphrase", PASSPHRASE + " staple");
    browser.fill("#again", PASSPHRASE + " staple");
    follow("main form button");
    seen("reset");
    assertThat(main()).contains("The contract");
  }
}

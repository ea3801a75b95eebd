package org.sallyport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.Base32;
import org.sallyport.testkit.BeginsFirst;

/**
 * What administrators do in the console of an encryption server, in Chromium: wide, on a telephone,
 * and without scripts.
 */
@BeginsFirst
@ParameterizedClass(name = "{0} pixels, scripts {1}")
@CsvSource({"1280, true", "390, true", "390, false"})
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("ConsoleIT")
final class ConsoleIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern SECRET = Pattern.compile("secret=([A-Z2-7]+)");

  @TempDir private static Path folder;
  private static Optional<Visit> visit = Optional.empty();

  /** A browser that looks at a server of its own; what it downloads. */
  private record Visit(LocalConsole console, Browser browser, Path downloads) {}

  @BeforeParameterizedClassInvocation
  static void start(int width, boolean scripts) throws IOException {
    var downloads = Files.createDirectory(folder.resolve(width + "-" + scripts));
    visit =
        Optional.of(
            new Visit(
                LocalConsole.start(downloads),
                Browser.start(downloads, width, scripts),
                downloads));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    visit.ifPresent(
        over -> {
          over.browser().close();
          over.console().close();
        });
    visit = Optional.empty();
  }

  private final int width;
  private final LocalConsole console;
  private final Browser browser;
  private final Path downloads;

  /** How it is looked at; the visit has begun. */
  ConsoleIT(int width, boolean scripts) {
    this.width = width;
    var begun = visit.orElseThrow(() -> new AssertionError("scripts " + scripts));
    console = begun.console();
    browser = begun.browser();
    downloads = begun.downloads();
  }

  /** Whatever page somebody ends on fits the window too. */
  @AfterEach
  void fits() {
    assertThat(browser.overflow()).as("overflow of the last page").isZero();
  }

  private void see(String page, String path) throws IOException {
    browser.open(console.at(path));
    seen(page);
  }

  /** The page that is shown now fits the window. */
  private void seen(String page) throws IOException {
    browser.picture("console-" + page);
    assertThat(browser.overflow()).as("overflow of %s at %d", page, width).isZero();
  }

  private String main() {
    return browser.text("main");
  }

  private static String form(String action) {
    return "form[action='/encryption/" + action + "'] ";
  }

  private void send(String action) {
    browser.follow(form(action) + "button");
  }

  @Test
  void an_administrator_signs_in_with_a_code_and_with_nothing_less() throws IOException {
    try (var made = console.administrator("grace", AdministratorRole.FULL)) {
      var password = made.password().revealText();
      browser.forget();
      see("sign-in", "/encryption");
      browser.fill("#name", "grace");
      browser.fill("#password", password);
      browser.fill("#code", "000000");
      browser.follow("form.narrow button");
      assertThat(browser.text("#refused")).isNotBlank();

      console.signIn(browser, "grace", password, made.seed());
      assertThat(main()).contains("The vault is open", "Consumers", "Machines");
      assertThat(browser.text("header")).contains("grace");
      browser.follow("header form[action='/sign-out'] button");
      browser.open(console.at("/encryption"));
      assertThat(browser.find("#name").isDisplayed()).isTrue();
    }
  }

  @Test
  void every_page_fits() throws IOException {
    console.key(LocalConsole.LONG);
    console.signIn(browser, "everywhere", AdministratorRole.FULL);
    var pages = browser.links("nav.within a");
    assertThat(pages).hasSizeGreaterThanOrEqualTo(17);
    for (var page : pages) {
      var name = page.replaceFirst(".*/", "");
      see("page-" + name, URI.create(page).getPath());
      assertThat(browser.find("h1").getText()).isNotBlank();
    }
    var who = console.consumer(LocalConsole.LONG);
    see("page-consumer", "/encryption/consumer?id=" + who.id());
    assertThat(main()).contains("laptop of maximiliane", "matched group Everybody");
    var group = console.domain().store().read(console.domain().groups()::all).getFirst();
    see("page-group", "/encryption/group?id=" + group.id());
  }

  @Test
  void a_person_gets_a_one_time_code() throws IOException {
    console.signIn(browser, "desk", AdministratorRole.SERVICE_DESK);
    browser.open(console.at("/encryption/enrolments"));
    browser.fill(form("enrolments/issue") + "[name=address]", "bob@example.com");
    browser.fill(form("enrolments/issue") + "[name=days]", "3");
    send("enrolments/issue");
    assertThat(browser.text("pre")).matches("[A-Z0-9]{4}(-[A-Z0-9]{4}){3}");
    seen("code");
    var code = browser.text("pre");

    browser.open(console.at("/encryption/enrolments"));
    assertThat(main()).contains("bob@example.com", "waiting").doesNotContain(code);
    seen("codes");
    send("enrolments/withdraw");
    assertThat(main()).contains("The code is withdrawn.");
  }

  @Test
  void a_group_and_a_policy_are_changed_and_the_difference_is_shown() throws IOException {
    console.signIn(browser, "frances", AdministratorRole.FULL);
    browser.open(console.at("/encryption/groups"));
    browser.fill(form("group/add") + "[name=name]", "Engineering");
    browser.fill(
        form("group/add") + "[name=criteria]",
        "department equals Engineering\naddress ends-with @subsidiary.example.com");
    browser.choose(form("group/add") + "[name=match]", "any");
    send("group/add");
    assertThat(main()).contains("Engineering: done.", "any of: department equals Engineering");
    seen("groups");
    var who = console.consumer(LocalConsole.LONG);
    browser.open(console.at("/encryption/consumer?id=" + who.id()));
    assertThat(main()).contains("matched group Engineering");

    browser.open(console.at("/encryption/groups"));
    browser.follow("tbody th a, tbody td a[href*='group?id=']");
    browser.fill(form("group/edit") + "[name=criteria]", "department equals Research");
    send("group/edit");
    assertThat(main()).contains("department equals Research");

    browser.open(console.at("/encryption/policy?name=Default"));
    browser.choose("[name=mode]", "CKM");
    browser.fill("[name=interval]", "30");
    browser.fill("[name=note]", "as the board wants");
    send("policy/edit");
    assertThat(browser.text("section[aria-label=Versions]"))
        .contains("as the board wants", "keys/mode: ", "SKM", "CKM");
    seen("policy");
    send("policy/roll-back");
    assertThat(main()).contains("Version 3 is in force.");
  }

  @Test
  void a_mail_rule_is_added_tried_and_taken_back_and_a_trace_tells_what_was_done()
      throws IOException {
    console.signIn(browser, "henrietta", AdministratorRole.FULL);
    browser.open(console.at("/encryption/mail-rule?chain=outbound"));
    browser.fill("[name=title]", "Partners with a name that goes on and on");
    browser.fill("[name=criteria]", "none of\n  encrypted");
    browser.choose("[name=what]", "recipient");
    browser.choose("[name=operator]", "ends");
    browser.fill("[name=value]", "@partner-with-a-long-name.example.net");
    browser.choose("[name=otherwise]", "web-mail");
    seen("mail-rule");
    send("mail-rule/save");
    assertThat(main())
        .contains("Version 2 is in force.", "the recipient ends with", "leave it in web mail");
    seen("mail-rules");

    browser.open(console.at("/encryption/mail-rules/try"));
    browser.fill("[name=from]", LocalConsole.ADA);
    browser.fill("[name=to]", LocalConsole.LONG + ", someone@partner-with-a-long-name.example.net");
    browser.fill("[name=message]", "From: " + LocalConsole.ADA + "\n\nHello.\n");
    send("mail-rules/try");
    assertThat(main())
        .contains("Partners with a name that goes on and on", "outbound", "By version 2");
    seen("mail-rules-tried");

    browser.open(console.at("/encryption/mail-rules/versions"));
    assertThat(main()).contains("from the beginning", "added", "new: where all of: (none of:");
    seen("mail-rules-versions");
    send("mail-rules/restore");
    assertThat(main()).contains("Version 3 is in force.");

    var trace = console.trace(LocalConsole.ADA, "someone@partner-with-a-long-name.example.net");
    browser.open(console.at("/encryption/traces"));
    browser.fill("[name=address]", "someone@partner-with-a-long-name.example.net");
    browser.follow("form.line button");
    seen("mail-traces");
    browser.follow("tbody th a");
    assertThat(main()).contains(trace, "It is encrypted to", "delivered", "250 2.0.0 taken");
    seen("mail-trace");
  }

  @Test
  void a_key_is_looked_at_recovered_and_revoked() throws IOException {
    var key = console.key(LocalConsole.ADA);
    console.signIn(browser, "kay", AdministratorRole.KEY_MANAGER);
    browser.open(console.at("/encryption/keys"));
    browser.fill("[name=search]", key.fingerprint().hex().substring(24));
    send("keys");
    seen("keys");
    browser.follow("tbody th a");
    assertThat(main()).contains(LocalConsole.ADA, "SKM", "active");
    seen("key");

    browser.fill("[name=reason]", "the laptop fell into a river");
    browser.fill("[name=passphrase]", "a passphrase for the file");
    send("key/recover");
    assertThat(browser.text("pre")).contains("BEGIN PGP MESSAGE");
    seen("recovered");
    var passphrase =
        Files.writeString(downloads.resolve("passphrase"), "a passphrase for the file");
    assertThat(OurSop.good(browser.text("pre") + "\n", "decrypt", "--with-password=" + passphrase))
        .contains("BEGIN PGP PRIVATE KEY BLOCK");

    browser.open(console.at("/encryption/key?fingerprint=" + key.fingerprint().hex()));
    browser.choose("[name=why]", "COMPROMISED");
    send("key/revoke");
    assertThat(main()).contains("The key is revoked.", "revoked");
    browser.open(console.at("/encryption/audit?subject=" + LocalConsole.ADA));
    assertThat(main()).contains("key-recovered", "the laptop fell into a river");
  }

  @Test
  void what_is_kept_safe_is_backed_up_and_the_organisation_key_is_replaced_by_nobodys_slip()
      throws IOException {
    console.signIn(browser, "hedy", AdministratorRole.FULL);
    browser.open(console.at("/encryption/backups"));
    send("backups/make");
    assertThat(main()).contains("is made. Copy it elsewhere.");
    seen("backups");
    var name = browser.text("tbody td a");
    browser.click("tbody td a");
    var file = downloads.resolve(name);
    await().atMost(PATIENCE).until(() -> Files.exists(file));
    assertThat(file).isNotEmptyFile();

    browser.open(console.at("/encryption/ignition"));
    browser.fill("[name=name]", "safe-2026");
    browser.fill("[name=passphrase]", "a passphrase in a safe");
    browser.fill("[name=again]", "a passphrase in a safe");
    send("ignition/add");
    assertThat(main()).contains("safe-2026 opens the store from now on.");
    seen("ignition");

    var former = console.domain().organisation().fingerprint().hex();
    see("organisation", "/encryption/organisation");
    assertThat(browser.text("section[aria-label=Replace]"))
        .contains("go over to that at their next poll");
    browser.fill("[name=typed]", "0000 0000");
    send("organisation/replace");
    assertThat(main()).contains("nothing was done").doesNotContain("Former keys");
    browser.fill("[name=typed]", former.substring(former.length() - 8));
    send("organisation/replace");
    assertThat(main()).contains("The organisation key is replaced.", "Former keys");
    browser.open(console.at("/encryption/audit?subject=" + name));
    assertThat(main()).contains("backup-made", "backup-downloaded", "hedy from");
  }

  @Test
  void log_lines_of_clients_are_searched() throws IOException {
    console.signIn(browser, "rob", AdministratorRole.READ_ONLY);
    see("logs", "/encryption/logs");
    assertThat(main()).contains("policy-updated", "server-switched");
    browser.fill("[name=text]", "no key for <report");
    browser.choose("[name=level]", "error");
    send("logs");
    assertThat(browser.text("table"))
        .contains("decrypt-failed", "<report.pdf.asc>", LocalConsole.ADA)
        .doesNotContain("server-switched");
    seen("logs-found");
  }

  @Test
  void a_key_of_an_outsider_is_trusted() throws IOException {
    var certificate =
        OurSop.good(
            OurSop.good("", "generate-key", "Partner <partner@partner.example>"), "extract-cert");
    console.signIn(browser, "katherine", AdministratorRole.KEY_MANAGER);
    browser.open(console.at("/encryption/trusted"));
    browser.fill("[name=certificate]", certificate);
    browser.fill("[name=note]", "fingerprint read out on the telephone");
    send("trusted/trust");
    assertThat(main()).contains("is trusted.", "fingerprint read out on the telephone");
    seen("trusted");
  }

  @Test
  void a_bundle_is_made_and_a_stamp_that_clients_would_refuse_is_warned_of() throws IOException {
    console.signIn(browser, "joan", AdministratorRole.FULL);
    browser.open(console.at("/encryption/download"));
    assertThat(browser.find("[name=servers]").getDomProperty("value"))
        .isEqualTo("keys.example.com");
    assertThat(main()).doesNotContain("refuse the connection");
    browser.fill("[name=servers]", "keys.example.com\nelsewhere.example.org:8443");
    browser.click(form("download/bundle") + "button");
    var bundle = downloads.resolve("sallyport-client.zip");
    await().atMost(PATIENCE).until(() -> Files.exists(bundle));
    assertThat(stamp(bundle)).contains("keys.example.com", "elsewhere.example.org:8443");

    see("download", "/encryption/download");
    assertThat(main()).contains("is made out to elsewhere.example.org");
    browser.open(console.at("/encryption"));
    assertThat(browser.text("section[aria-label='Needs somebody']"))
        .contains("elsewhere.example.org");
    seen("warned");
  }

  private static String stamp(Path bundle) throws IOException {
    try (var zip = new ZipFile(bundle.toFile())) {
      var entry = zip.stream().filter(each -> each.getName().endsWith("stamp.json")).findFirst();
      return new String(zip.getInputStream(entry.orElseThrow()).readAllBytes(), UTF_8);
    }
  }

  @Test
  void an_administrator_is_added_who_may_only_read_and_the_trail_says_by_whom() throws IOException {
    console.signIn(browser, "ada", AdministratorRole.FULL);
    browser.open(console.at("/encryption/administrators"));
    browser.fill(form("administrators/create") + "[name=name]", "reader");
    browser.choose(form("administrators/create") + "[name=role]", "read-only");
    send("administrators/create");
    assertThat(browser.find("figure svg").getSize().getWidth()).isBetween(150, width);
    seen("administrator");
    var shown = browser.texts("pre");
    try (var seed = seed(shown.getLast())) {
      console.signIn(browser, "reader", shown.getFirst(), seed);
    }

    var who = console.consumer(LocalConsole.ADA);
    var key = console.key("keyed@example.com").fingerprint().hex();
    var pages = new ArrayList<>(browser.links("nav.within a"));
    pages.add(console.at("/encryption/consumer?id=" + who.id()));
    pages.add(console.at("/encryption/policy?name=Default"));
    pages.add(console.at("/encryption/key?fingerprint=" + key));
    for (var page : pages) {
      browser.open(page);
      assertThat(browser.find("h1").getText()).as(page).isNotEqualTo("Not allowed");
      // Its own password and tokens are its own affair.
      if (!page.endsWith("/account")) {
        assertThat(browser.count("main form[method=post]")).as("forms on " + page).isZero();
      }
    }
    assertThat(browser.text("main")).contains("the server has the whole key");

    browser.open(console.at("/encryption/audit?subject=reader"));
    assertThat(main()).contains("administrator-created", "ada from 127.0.0.1 (dashboard)");
    see("audit", "/encryption/audit");
  }

  /** What an authenticator app takes from the address that the QR code holds. */
  private static Secret seed(String uri) {
    var found = SECRET.matcher(URLDecoder.decode(uri, UTF_8));
    assertThat(found.find()).isTrue();
    return Secret.copyOf(Base32.decode(found.group(1)).orElseThrow());
  }
}

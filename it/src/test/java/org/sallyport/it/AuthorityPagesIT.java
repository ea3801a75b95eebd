package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.app.node.AuthorityRole;
import org.sallyport.app.node.Node;
import org.sallyport.authority.Domain;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.push.Activation;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.testkit.TestPki;

/** The help desk's pages of an authority in Chromium: wide and narrow, with scripts and without. */
final class AuthorityPagesIT {
  private static final Caller CALLER = new Caller("example", "the test");
  private static final String TOKEN = "what the help desk signs in with";
  private static final String LONG = "maximiliane.von-und-zu-hohenlohe@subsidiary.example.com";

  @TempDir private Path folder;
  private Optional<Node> node = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    var pki = TestPki.shared();
    Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("admin.token"), TOKEN);
    var own = TestPki.write(folder, "authority", pki.server("localhost", "127.0.0.1"));
    var file = folder.resolve("node.yaml");
    Files.writeString(
        file,
        """
        node: authority1
        admin: { listen: 127.0.0.1:0, token: file:admin.token }
        authority:
          listen: 127.0.0.1:0
          certificates: [{ chain: %s, key: 'file:%s' }]
          client-trust: %s
          tenants:
            example: { issuer: Example Ltd, clients: { gateway1: { name: gateway1 } } }
            other: { clients: { gateway1: { name: gateway1.other } } }
          store: { path: authority.db }
          ignition: file:ignition.key
          lock-out: { wrong-codes: 1 }
        """
            .formatted(own.chain(), own.key(), pki.writeTrust(folder)));
    node =
        Optional.of(
            switch (Node.start(file, "0")) {
              case Node.Starting.Running(var running) -> running;
              case Node.Starting.Refused(var report) -> throw new AssertionError(report);
            });
    for (var name : List.of("anna", LONG)) {
      enrol(name);
    }
    wrongCode(LONG);
  }

  @AfterEach
  void stop() {
    node.ifPresent(Node::close);
  }

  private Domain domain() {
    return node.orElseThrow().role(AuthorityRole.class).authority().domain();
  }

  /** Somebody with an authenticator app, a temporary code and a phone. */
  private void enrol(String name) {
    var user = UserName.of(name).orElseThrow();
    domain()
        .store()
        .write(
            in -> {
              domain()
                  .users()
                  .create(
                      in,
                      CALLER,
                      new NewUser(
                          user,
                          Optional.of("S-1-5-21-3623811015-3361044348-30300820-1013"),
                          Optional.of("headquarters"),
                          UserState.ACTIVE));
              domain()
                  .credentials()
                  .add(
                      in,
                      CALLER,
                      user,
                      new NewCredential(
                          CodeKind.TOTP,
                          Optional.of("the telephone from the year before last"),
                          Optional.empty(),
                          CodeForm.USUAL,
                          30,
                          0,
                          List.of()));
              domain().temporaryCodes().issue(in, CALLER, user, Duration.ofHours(1), 1);
              if (domain().devices().invite(in, CALLER, user)
                  instanceof Change.Done<Activation>(var invited)) {
                domain().devices().enrol(in, invited.code(), new byte[32], "phone");
              }
              return true;
            });
  }

  /** One that locks: a gateway asks. */
  private void wrongCode(String name) throws Exception {
    var pki = TestPki.shared();
    int port = node.orElseThrow().role(AuthorityRole.class).authority().port();
    try (var gateway =
        HttpClient.newBuilder().sslContext(pki.clientContext(pki.client("gateway1"))).build()) {
      var path = "/v1/users/" + name + "/authentications";
      var request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"code\":\"000000\"}"))
              .build();
      assertThat(gateway.send(request, BodyHandlers.ofString()).body()).contains("wrong-code");
    }
  }

  private void signIn(Browser browser) {
    browser.open(node.orElseThrow().dashboard() + "sign-in");
    browser.find("#token").sendKeys(TOKEN);
    browser.find("form.narrow button").click();
    browser.find("nav .pages");
  }

  private void fits(Browser browser, String page) {
    assertThat(browser.overflow()).as("overflow of %s", page).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1440, true", "390, true", "390, false"})
  void the_help_desk_finds_unlocks_and_enrols_somebody(int width, boolean scripts)
      throws Exception {
    try (var browser = Browser.start(folder, width, scripts)) {
      browser.open(node.orElseThrow().dashboard() + "authority");
      assertThat(browser.find("main").getText()).contains("anna", LONG, "Sign in to make");
      fits(browser, "users, not signed in");

      signIn(browser);
      browser.open(node.orElseThrow().dashboard() + "authority?search=hohenlohe");
      assertThat(browser.find("main").getText()).contains(LONG, "locked").doesNotContain("anna\n");
      fits(browser, "users");
      browser.picture("users");

      browser.find("tbody a").click();
      assertThat(browser.find("section[aria-label=State]").getText()).contains("Locked until");
      assertThat(browser.find("section[aria-label='Latest authentications']").getText())
          .contains("refused", "wrong-code", "gateway1");
      fits(browser, "user");
      browser.picture("user");

      browser.find("form[action$=unlock] button").click();
      assertThat(browser.find("section[aria-label=State]").getText())
          .contains("active")
          .doesNotContain("Locked until");
      assertThat(browser.find("main").getText()).contains("The lock is gone.");
      fits(browser, "user, unlocked");

      browser.find("form[action$=add-credential] input[name=name]").sendKeys("new phone");
      browser.find("form[action$=add-credential] button").click();
      assertThat(browser.find("main").getText())
          .contains("new phone of " + LONG, "shown this once");
      assertThat(browser.find("figure svg").getSize().getWidth()).isBetween(150, width);
      fits(browser, "QR code");
      browser.picture("enrolled");
    }
  }

  @ParameterizedTest
  @CsvSource({"1440, true", "390, true", "390, false"})
  void a_new_user_gets_a_temporary_code_and_a_device(int width, boolean scripts) throws Exception {
    try (var browser = Browser.start(folder, width, scripts)) {
      signIn(browser);
      browser.open(node.orElseThrow().dashboard() + "authority");
      browser.find("form[action$=users] input[name=id]").sendKeys("Bert");
      browser.find("form[action$=users] button").click();
      assertThat(browser.find("main").getText()).contains("Give bert a credential now.");
      browser.find("form[action$=issue-code] button").click();
      assertThat(browser.find(".figures .value").getText()).matches("[0-9]{6,10}");
      fits(browser, "temporary code");
      browser.picture("code");
      browser.find("a[role=button]").click();
      browser.find("form[action$=invite-device] button").click();
      assertThat(browser.find(".figures .value").getText()).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){2}");
      fits(browser, "activation code");
      browser.find("a[role=button]").click();
      browser.find("form[action$=disable] button").click();
      assertThat(browser.find("section[aria-label=State]").getText()).contains("disabled");
      browser.open(node.orElseThrow().dashboard() + "authority?search=nobody-like-that");
      assertThat(browser.find("main").getText()).contains("There is no user that matches.");
      fits(browser, "nothing found");
    }
  }
}

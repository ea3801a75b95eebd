package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.role.Authority;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.authority.settings.ClientSettings;
import org.sallyport.authority.settings.CodeSettings;
import org.sallyport.authority.settings.LockOutSettings;
import org.sallyport.authority.settings.TenantPushSettings;
import org.sallyport.authority.settings.TenantSettings;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;
import org.sallyport.web.CertificateSettings;

/** An authority in this process with one gateway as its client; it can be stopped and started. */
final class LocalAuthority implements AutoCloseable {
  /** The name in its certificate. */
  static final String NAME = "authority.example.com";

  /** The name in the gateway's certificate. */
  static final String GATEWAY = "gateway1.example.com";

  private static final Caller CALLER = new Caller("example", "gateway1");

  private final AuthoritySettings settings;
  private Authority authority;

  private LocalAuthority(AuthoritySettings settings) {
    this.settings = settings;
    authority = open(settings);
  }

  static LocalAuthority start(Path folder) throws IOException {
    return new LocalAuthority(settings(Files.createDirectories(folder)));
  }

  private static Authority open(AuthoritySettings settings) {
    return switch (Authority.open(settings, "it", InstantSource.system())) {
      case Authority.Opening.Running(var running) -> running;
      case Authority.Opening.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private static final TenantPushSettings NUMBERS =
      new TenantPushSettings(TenantPushSettings.NumberRule.REQUIRED);

  private static AuthoritySettings settings(Path folder) throws IOException {
    var pki = TestPki.shared();
    var server = TestPki.write(folder, "authority", pki.server(NAME));
    var ignition =
        Files.writeString(folder.resolve("ignition.key"), "0123456789abcdef0123456789abcdef");
    var gateway =
        new ClientSettings(Optional.of(GATEWAY), Optional.empty(), ClientSettings.Role.GATEWAY);
    return new AuthoritySettings(
        new HostPort("127.0.0.1", FreePorts.take()),
        List.of(new CertificateSettings(server.chain(), new SecretSource.File(server.key()))),
        pki.writeTrust(folder),
        Map.of("example", new TenantSettings(Map.of("gateway1", gateway), "Example", NUMBERS)),
        Optional.empty(),
        StoreSettings.file(folder.resolve("authority.db")),
        new SecretSource.File(ignition),
        new LockOutSettings(10, Duration.ofMinutes(15)),
        new CodeSettings(1, 10, 20),
        Duration.ofMillis(200),
        Duration.ofDays(30));
  }

  /** Where it answers. */
  HostPort address() {
    return settings.listen();
  }

  /** Adds somebody with an event-based credential, whose first code is of the counter 0. */
  Secret addUser(String name) {
    var domain = authority.domain();
    var user = UserName.of(name).orElseThrow();
    var fresh = new NewUser(user, Optional.empty(), Optional.empty(), UserState.ACTIVE);
    var device =
        new NewCredential(
            CodeKind.HOTP, Optional.empty(), Optional.empty(), CodeForm.USUAL, 30, 0, List.of());
    return domain
        .store()
        .write(
            in -> {
              done(domain.users().create(in, CALLER, fresh));
              return done(domain.credentials().add(in, CALLER, user, device)).seed();
            });
  }

  private static <T> T done(Change<T> change) {
    return ((Change.Done<T>) change).value();
  }

  /** Ends it. */
  void stop() {
    authority.close();
  }

  /** Starts it again over the same store, on the same port. */
  void restart() {
    authority = open(settings);
  }

  @Override
  public void close() {
    authority.close();
  }
}

package org.sallyport.encryption;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.directory.KeyDirectorySettings;
import org.sallyport.encryption.enrolment.DirectorySettings;
import org.sallyport.encryption.mail.MailSettings;
import org.sallyport.encryption.settings.BackupSettings;
import org.sallyport.encryption.settings.ClientLimitSettings;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.MutableClock;
import org.sallyport.web.CertificateSettings;

/** A domain over a store of its own, with a clock that tests move. */
public final class TestDomain implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
  public static final String PASSPHRASE = "an ignition passphrase";

  public final MutableClock clock;
  public final Store store;
  public final Domain domain;
  private final TestStores stores;
  private final Map<String, Object> changes;

  private TestDomain(TestStores stores, Path folder, MutableClock clock) {
    this(stores, folder, clock, Map.of());
  }

  private TestDomain(
      TestStores stores, Path folder, MutableClock clock, Map<String, Object> changes) {
    this.stores = stores;
    this.clock = clock;
    this.changes = changes;
    store = stores.store(folder);
    var usual = settings(folder.resolve("encryption.db"), List.of());
    domain = Domain.open(store, with(usual, changes), clock);
  }

  /** A new one with some settings of other values, lit. */
  public static TestDomain open(TestStores stores, Path folder, Map<String, Object> changes) {
    var made = new TestDomain(stores, folder, new MutableClock(START), changes);
    made.light();
    return made;
  }

  /** A new one over SQLite, lit. */
  public static TestDomain open(Path folder) {
    return open(TestStores.SQLITE, folder);
  }

  /** A new one, lit. */
  static TestDomain open(TestStores stores, Path folder) {
    var made = locked(stores, folder);
    made.light();
    return made;
  }

  /** A new one over SQLite, not lit. */
  public static TestDomain locked(Path folder) {
    return locked(TestStores.SQLITE, folder);
  }

  /** A new one, not lit. */
  static TestDomain locked(TestStores stores, Path folder) {
    return new TestDomain(stores, folder, new MutableClock(START));
  }

  /** Another node over the same store, lit. */
  public TestDomain sibling(Path folder) {
    var other = new TestDomain(stores, folder, clock, changes);
    other.light();
    return other;
  }

  public void light() {
    try (var passphrase = Secret.ofText(PASSPHRASE)) {
      domain.vault().light(passphrase);
    }
  }

  /** Settings of a server over that file. */
  public static EncryptionSettings settings(Path file, List<CertificateSettings> certificates) {
    return settings(file, certificates, Optional.empty(), Optional.empty());
  }

  /** The same with a directory and a relay. */
  public static EncryptionSettings settings(
      Path file,
      List<CertificateSettings> certificates,
      Optional<DirectorySettings> directory,
      Optional<MailSettings> mail) {
    return new EncryptionSettings(
        new HostPort("127.0.0.1", 0),
        certificates,
        List.of(),
        "Example Ltd",
        List.of("example.com"),
        StoreSettings.file(file),
        Optional.empty(),
        new BackupSettings(file.resolveSibling("backups"), Optional.empty(), 3),
        KeyDirectorySettings.standard(),
        Optional.empty(),
        directory,
        mail,
        Optional.empty(),
        Optional.empty(),
        ClientLimitSettings.standard(),
        Duration.ofMillis(200),
        Duration.ofDays(400),
        Duration.ofDays(90),
        Optional.empty());
  }

  /** The settings with some components of other values. */
  public static EncryptionSettings with(EncryptionSettings was, Map<String, Object> changes) {
    try {
      var components = EncryptionSettings.class.getRecordComponents();
      var types = new Class<?>[components.length];
      var values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        var name = components[i].getName();
        values[i] =
            changes.containsKey(name) ? changes.get(name) : components[i].getAccessor().invoke(was);
      }
      return EncryptionSettings.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody of the organisation. */
  public Consumer consumer(String address) {
    return store.write(
        in ->
            domain
                .consumers()
                .admit(in, "test", NewConsumer.of(Address.of(address).orElseThrow(), "code")));
  }

  public InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    domain.close();
    store.close();
  }
}

package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.Health;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.search.RemoteKeys;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Accounts;

/** What an encryption server puts on the admin listener. */
public final class EncryptionPart implements AdminPart {
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  private final Domain domain;
  private final EncryptionSettings settings;
  private final Supplier<String> more;
  private final Supplier<List<String>> impaired;
  private volatile Known health = new Known(Instant.EPOCH, List.of());

  /** What was missing, and when that was found. */
  private record Known(Instant at, List<String> missing) {}

  /** The part of a server that runs. */
  public EncryptionPart(Domain domain, EncryptionSettings settings) {
    this(domain, settings, () -> "", List::of);
  }

  /**
   * The same with metrics of what the domain does not know.
   *
   * @param more in Prometheus's text format
   * @param impaired what works less well than it should, a phrase each
   */
  public EncryptionPart(
      Domain domain,
      EncryptionSettings settings,
      Supplier<String> more,
      Supplier<List<String>> impaired) {
    this.domain = domain;
    this.settings = settings;
    this.more = more;
    this.impaired = impaired;
  }

  @Override
  public String role() {
    return "encryption";
  }

  @Override
  public String summary() {
    return domain.vault().isOpen() ? "serving" : "locked";
  }

  /** Whether it is healthy writes to the store, so an answer is believed for a second. */
  @Override
  public List<String> missing() {
    var known = health;
    var now = domain.clock().instant();
    if (known.at.plus(BELIEVED).isBefore(now) || !known.missing.isEmpty()) {
      known = new Known(now, ask());
      health = known;
    }
    return known.missing;
  }

  @Override
  public List<String> impaired() {
    return impaired.get();
  }

  private List<String> ask() {
    return switch (domain.health()) {
      case Health.Ready _ -> List.of();
      case Health.Unwell(var message) -> List.of("the store does not work: " + message);
      case Health.Locked(var state) -> List.of(state == Vault.State.LOCKED ? LOCKED : NEW);
    };
  }

  private static final String LOCKED =
      "the store is locked: unlock it with 'sallyport encryption unlock', or on the console";
  private static final String NEW =
      "the store is new: give it its first ignition passphrase with 'sallyport encryption unlock',"
          + " or on the console";

  @Override
  public String metrics() {
    return domain.logs().metrics()
        + domain.policyDocuments().metrics()
        + domain.lookups().text()
        + domain.remoteKeys().map(RemoteKeys::metrics).orElse("")
        + domain.keys().serverUse().metrics()
        + domain.webMail().map(WebMail::metrics).orElse("")
        + more.get();
  }

  @Override
  public List<Route> routes() {
    return PersonNeeded.all(Guarded.all(Pages.routes(domain, settings)));
  }

  @Override
  public Optional<Accounts> accounts() {
    return Optional.of(domain.administrators().accounts(domain.vault()));
  }

  @Override
  public List<Shell.Link> links() {
    return List.of(new Shell.Link(Console.HOME, "Encryption"));
  }
}

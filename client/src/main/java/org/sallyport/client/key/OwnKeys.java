package org.sallyport.client.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.key.OwnKey.State;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

/** The person's keys in the state. What is read to be written goes through {@link #change}. */
public final class OwnKeys {
  private static final String FILE = "keys.json";
  private static final String PROTECTION = "protection.key";
  private static final int PROTECTION_OCTETS = 32;

  private final StateFolder folder;

  /** The keys of a folder. */
  public OwnKeys(StateFolder folder) {
    this.folder = folder;
  }

  private record Form(State state, KeyMode mode, String certificate, Optional<String> secret) {
    @Override
    public String toString() {
      return "Form[" + state + "]";
    }
  }

  private record Kept(@Nullable List<Form> keys) {}

  /**
   * All of them.
   *
   * @throws IOException when the state cannot be read, or is damaged
   */
  public List<OwnKey> all() throws IOException {
    var kept = folder.read(FILE);
    if (kept.isEmpty()) {
      return List.of();
    }
    try {
      var forms = Json.readOrThrow(kept.get(), Kept.class).keys();
      return forms == null ? List.of() : forms.stream().map(OwnKeys::key).toList();
    } catch (IllegalArgumentException | IllegalStateException damaged) {
      throw new IOException(folder.path(FILE) + " is damaged; restore it from a backup", damaged);
    }
  }

  private static OwnKey key(Form form) {
    return new OwnKey(
        Certificate.read(form.certificate().getBytes(StandardCharsets.UTF_8)).orThrow(),
        form.state(),
        form.mode(),
        form.secret().map(armored -> OwnKey.read(armored).orThrow()));
  }

  /**
   * What is done with all keys while nobody else writes them.
   *
   * @param <T> what comes of it
   */
  interface Change<T> {
    T of(List<OwnKey> all) throws IOException;
  }

  /** Reads all, lets them be changed, and writes them; no other process does so meanwhile. */
  <T> T change(Change<T> change) throws IOException {
    try (var _ = folder.hold()) {
      var all = new ArrayList<>(all());
      var done = change.of(all);
      write(all);
      return done;
    }
  }

  /** Where a key is in a list of them; -1 where it is not. */
  static int index(List<OwnKey> all, Fingerprint fingerprint) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).fingerprint().equals(fingerprint)) {
        return i;
      }
    }
    return -1;
  }

  private void write(List<OwnKey> keys) throws IOException {
    var forms = new ArrayList<Form>();
    for (var key : keys) {
      forms.add(
          new Form(
              key.state(),
              key.mode(),
              key.certificate().armored(),
              key.secret().map(secret -> OwnKey.armored(secret).revealText())));
    }
    folder.write(FILE, Json.bytes(new Kept(forms)));
  }

  /** The one that others encrypt to, if there is one. */
  public Optional<OwnKey> active() throws IOException {
    return all().stream().filter(key -> key.state() == State.active).findFirst();
  }

  /** A key by its fingerprint. */
  public Optional<OwnKey> find(Fingerprint fingerprint) throws IOException {
    return all().stream().filter(key -> key.fingerprint().equals(fingerprint)).findFirst();
  }

  /**
   * The passphrase of keys that the server has as well: random, in a file of the state, so that
   * copies of {@code keys.json} alone are of no use.
   */
  Secret protection() throws IOException {
    var kept = folder.read(PROTECTION);
    if (kept.isPresent()) {
      return Secret.ofText(new String(kept.get(), StandardCharsets.US_ASCII));
    }
    var octets = new byte[PROTECTION_OCTETS];
    new SecureRandom().nextBytes(octets);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    folder.write(PROTECTION, text.getBytes(StandardCharsets.US_ASCII));
    return Secret.ofText(text);
  }

  /**
   * Open keys, and those that the passphrase does not open.
   *
   * @param open with their secrets open
   * @param locked fingerprints of the others
   */
  public record Unlocked(List<Key> open, List<Fingerprint> locked) {
    /** Copies the lists. */
    public Unlocked {
      open = List.copyOf(open);
      locked = List.copyOf(locked);
    }
  }

  /** Whether a key that has its secret here needs the person's passphrase. */
  public boolean needsPassphrase() throws IOException {
    return !unlock(all(), Optional.empty()).locked().isEmpty();
  }

  /** Opens what can be opened. */
  public Unlocked unlock(List<OwnKey> keys, Optional<Secret> passphrase) throws IOException {
    var passphrases = new ArrayList<Secret>();
    passphrases.add(protection());
    passphrase.ifPresent(passphrases::add);
    var open = new ArrayList<Key>();
    var locked = new ArrayList<Fingerprint>();
    for (var key : keys) {
      if (key.secret().isPresent()) {
        switch (key.secret().get().unlock(passphrases)) {
          case Result.Of<Key>(var opened) -> open.add(opened);
          case Result.Refused<Key> _ -> locked.add(key.fingerprint());
        }
      }
    }
    return new Unlocked(open, locked);
  }

  /**
   * Takes the secret of a key that another machine of the person has.
   *
   * @param locked with every secret under the person's passphrase
   * @return why not; empty when it is taken
   */
  public Optional<String> adopt(Key locked) throws IOException {
    if (!(locked.unlock(List.of()) instanceof Result.Refused<Key>)) {
      return Optional.of("the key is not under a passphrase; export it again");
    }
    return change(
        all -> {
          int at = index(all, locked.fingerprint());
          if (at < 0) {
            return Optional.of(
                "the server knows no key " + locked.fingerprint() + " of yours; run 'client sync'");
          }
          var key = all.get(at);
          all.set(at, key.with(locked).with(key.certificate()));
          return Optional.empty();
        });
  }
}

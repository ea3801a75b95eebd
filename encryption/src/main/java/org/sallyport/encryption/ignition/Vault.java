package org.sallyport.encryption.ignition;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.SealingKey;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Passphrase;
import org.sallyport.store.SealedColumn;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * The secrets of a store, closed until somebody ignites it. A master key that nobody ever sees is
 * kept sealed once for each passphrase or key file that may open it (a <em>slot</em>), so that
 * passphrases change while the server runs and two administrators need not share one.
 *
 * <p>Safe for use by any number of threads. Lighting and changing slots block for as long as
 * stretching a passphrase takes.
 */
public final class Vault implements AutoCloseable {
  /** The shortest passphrase that is taken, in octets. */
  public static final int LEAST = 16;

  private static final String FIRST = "first";
  private static final int MASTER = 32;

  private final Store store;
  private final InstantSource clock;
  private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
  private final Map<String, SealedColumn> columns = new ConcurrentHashMap<>();
  private volatile @Nullable Secret master;
  private volatile boolean ready;

  /** What a vault is. */
  public enum State {
    /** Nobody has ever lit this store: the first passphrase becomes the one that opens it. */
    UNINITIALISED,
    /** Its secrets are closed. */
    LOCKED,
    /** It serves. */
    OPEN
  }

  /** What became of lighting a vault. */
  public sealed interface Lighting {
    /**
     * It is open.
     *
     * @param first whether the store was empty before
     */
    record Lit(boolean first) implements Lighting {}

    /** No slot opens with that. */
    record Wrong() implements Lighting {}

    /** Too short to begin a store with. */
    record TooShort() implements Lighting {}
  }

  /** One of what may open the store. */
  public record Slot(String name, Instant created) {}

  /** The vault of a store; locked. */
  public Vault(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What it is now. Reads the store unless it is open. */
  public State state() {
    if (isOpen()) {
      return State.OPEN;
    }
    return store.read(Vault::kept).isEmpty() ? State.UNINITIALISED : State.LOCKED;
  }

  /** Whether secrets can be sealed and opened; asks nobody. */
  public boolean isOpen() {
    return ready;
  }

  /**
   * Ends what is not to be done while it is locked.
   *
   * @throws LockedException while it is locked
   */
  public void needOpen() {
    if (!isOpen()) {
      throw new LockedException();
    }
  }

  /** Runs {@code action} once the vault is open, on the thread that opens it; now if it is. */
  public synchronized void whenOpen(Runnable action) {
    if (isOpen()) {
      action.run();
    } else {
      waiting.add(action);
    }
  }

  /** Opens it, or begins an empty store with this passphrase. Opening what is open is a test. */
  public synchronized Lighting light(Secret passphrase) {
    var slots = store.read(Vault::kept);
    if (!slots.isEmpty()) {
      return open(slots, passphrase);
    }
    if (passphrase.length() < LEAST) {
      return new Lighting.TooShort();
    }
    var made = randomMaster();
    var first = sealed(FIRST, made, passphrase);
    if (!store.write(in -> begin(in, first))) {
      made.close();
      return open(store.read(Vault::kept), passphrase);
    }
    lit(made);
    return new Lighting.Lit(true);
  }

  private boolean begin(Transaction in, KeptSlot slot) {
    var now = clock.instant();
    if (in.run("INSERT INTO ignition (id, created) VALUES (1, ?) ON CONFLICT DO NOTHING", now)
        == 0) {
      return false;
    }
    slot.insert(in, now);
    return true;
  }

  private Lighting open(List<KeptSlot> slots, Secret passphrase) {
    var found = open(slots, passphrase, new ArrayList<>());
    if (found == null) {
      return new Lighting.Wrong();
    }
    if (isOpen()) {
      found.close();
    } else {
      lit(found);
    }
    return new Lighting.Lit(false);
  }

  private static @Nullable Secret open(
      List<KeptSlot> slots, Secret passphrase, List<String> opened) {
    Secret found = null;
    for (var slot : slots) {
      var one = slot.open(passphrase);
      if (one.isPresent()) {
        opened.add(slot.name());
        if (found == null) {
          found = one.get();
        } else {
          one.get().close();
        }
        break;
      }
    }
    return found;
  }

  /** It is open once all that waits has been done; what fails is done again at the next try. */
  private void lit(Secret opened) {
    if (master == null) {
      master = opened;
    } else {
      opened.close();
    }
    while (!waiting.isEmpty()) {
      waiting.getFirst().run();
      waiting.removeFirst();
    }
    ready = true;
  }

  private static Secret randomMaster() {
    var bytes = new byte[MASTER];
    new SecureRandom().nextBytes(bytes);
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static KeptSlot sealed(String name, Secret master, Secret passphrase) {
    return KeptSlot.seal(name, master, passphrase, Passphrase.fresh());
  }

  private static List<KeptSlot> kept(Transaction in) {
    return KeptSlot.all(in);
  }

  /** What may open the store, by name. */
  public List<Slot> slots() {
    return store.read(
        in ->
            in.all(
                "SELECT name, created FROM ignition_slots ORDER BY created, name",
                row -> new Slot(row.text("name"), row.time("created"))));
  }

  /**
   * Lets another passphrase open the store too.
   *
   * @param audit runs in the transaction of the change
   * @return false when there is a slot of that name
   * @throws IllegalArgumentException when the passphrase is shorter than {@link #LEAST}
   * @throws LockedException while it is locked
   */
  public boolean addSlot(String name, Secret passphrase, Audited audit) {
    if (passphrase.length() < LEAST) {
      throw new IllegalArgumentException(
          "the passphrase is shorter than " + LEAST + " characters and could be guessed");
    }
    var slot = sealed(name, key(), passphrase);
    return store.write(
        in -> {
          if (!slot.insert(in, clock.instant())) {
            return false;
          }
          audit.record(in);
          return true;
        });
  }

  /** Writes what is done into the audit trail. */
  @FunctionalInterface
  public interface Audited {
    /** Inside the transaction of the change. */
    void record(Transaction in);
  }

  /**
   * Lets a passphrase open the store no longer.
   *
   * @param audit runs in the transaction of the change
   * @return false when there is no such slot, or it is the last one
   */
  public boolean removeSlot(String name, Audited audit) {
    return store.write(
        in -> {
          // Two nodes that remove one each would leave none.
          in.first("SELECT id FROM ignition ${for update}", row -> row.number("id"));
          if (in.all("SELECT name FROM ignition_slots", row -> row.text("name")).size() < 2
              || in.run("DELETE FROM ignition_slots WHERE name = ?", name) == 0) {
            return false;
          }
          audit.record(in);
          return true;
        });
  }

  /**
   * Seals the values of a column. May be made while the vault is locked; using it then throws
   * {@link LockedException}.
   */
  public VaultColumn column(String table, String column) {
    return new VaultColumn(this, table, column);
  }

  SealedColumn open(String table, String column) {
    return columns.computeIfAbsent(
        table + "." + column, _ -> SealedColumn.derive(key(), table, column));
  }

  /**
   * A key for one purpose that all nodes of the store share, such as for session tokens.
   *
   * @throws LockedException while it is locked
   */
  public SealingKey sealingKey(String purpose) {
    return SealingKey.derive(key(), purpose);
  }

  private Secret key() {
    var open = master;
    if (open == null) {
      throw new LockedException();
    }
    return open;
  }

  /** Forgets the master key. */
  @Override
  public synchronized void close() {
    var open = master;
    ready = false;
    master = null;
    columns.clear();
    if (open != null) {
      open.close();
    }
  }
}

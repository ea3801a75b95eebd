package org.sallyport.authority.role;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.admin.AuthorityPart;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.store.StoreException;
import org.sallyport.web.admin.AdminPart;

/**
 * An authority that runs. {@link #apply}, {@link #drain} and {@link #close} are called by one
 * thread at a time and block.
 */
public final class Authority implements AutoCloseable {
  private final Keeping keeping;
  private final ConfiguredTenants tenants;
  private final Listeners listeners;
  private final AuthorityPart part;

  private Authority(
      Keeping keeping, ConfiguredTenants tenants, Listeners listeners, AuthorityPart part) {
    this.keeping = keeping;
    this.tenants = tenants;
    this.listeners = listeners;
    this.part = part;
  }

  /** What became of opening one. */
  public sealed interface Opening {
    /** Clients can connect. */
    record Running(Authority authority) implements Opening {}

    /**
     * Nothing runs.
     *
     * @param problems a sentence each, beginning with the key that each is about
     */
    record Refused(List<String> problems) implements Opening {}
  }

  /** Opens the store, lights the domain, opens the listeners. Blocks. */
  public static Opening open(AuthoritySettings settings, String version, InstantSource clock) {
    Keeping keeping;
    try {
      keeping = Keeping.open(settings, clock);
    } catch (StoreException e) {
      return refused(e.kind() == StoreException.Kind.SEAL ? "ignition" : "store", e);
    } catch (IllegalArgumentException e) {
      return refused("ignition", e);
    }
    var decisions = new Decisions(clock);
    var tenants = new ConfiguredTenants(settings.tenants());
    var listeners = Listeners.of(settings, keeping.domain(), decisions, clock, tenants, version);
    try {
      listeners.start();
    } catch (IOException | IllegalArgumentException e) {
      listeners.close();
      keeping.close();
      return refused("listen", e);
    }
    var part = new AuthorityPart(keeping.domain(), decisions, tenants, clock);
    return new Opening.Running(new Authority(keeping, tenants, listeners, part));
  }

  private static Opening refused(String key, Exception cause) {
    return new Opening.Refused(List.of("authority." + key + ": " + cause.getMessage()));
  }

  /**
   * Brings other clients, tenants and certificates into force.
   *
   * @return what is wrong, a sentence each; empty when they are in force
   */
  public List<String> apply(AuthoritySettings wanted) {
    try {
      listeners.reload(wanted.tenants());
    } catch (IllegalArgumentException e) {
      return List.of("authority.certificates: " + e.getMessage());
    }
    tenants.replace(wanted.tenants());
    return List.of();
  }

  /** The keys of what has changed but takes effect at the next start alone. */
  public static List<String> needRestart(AuthoritySettings before, AuthoritySettings after) {
    var keys = new ArrayList<String>();
    note(keys, "listen", before.listen(), after.listen());
    note(keys, "certificates", before.certificates(), after.certificates());
    note(keys, "client-trust", before.clientTrust(), after.clientTrust());
    note(keys, "devices", before.devices(), after.devices());
    note(keys, "store", before.store(), after.store());
    note(keys, "ignition", before.ignition(), after.ignition());
    note(keys, "lock-out", before.lockOut(), after.lockOut());
    note(keys, "codes", before.codes(), after.codes());
    note(keys, "drain-time", before.drainTime(), after.drainTime());
    note(keys, "audit-kept", before.auditKept(), after.auditKept());
    return keys;
  }

  private static void note(List<String> keys, String key, Object before, Object after) {
    if (!before.equals(after)) {
      keys.add("authority." + key);
    }
  }

  /** What it puts on the admin listener. */
  public AdminPart admin() {
    return part;
  }

  /** What it knows, for those who run in the same process, such as the demo. */
  public Domain domain() {
    return keeping.domain();
  }

  /** The port of the API. */
  public int port() {
    return listeners.port();
  }

  /** The port that devices call; empty without a listener for them. */
  public Optional<Integer> devicePort() {
    return listeners.devicePort();
  }

  /** Takes nothing new and lets what is in hand end. */
  public void drain() {
    listeners.close();
  }

  @Override
  public void close() {
    listeners.close();
    keeping.close();
  }
}

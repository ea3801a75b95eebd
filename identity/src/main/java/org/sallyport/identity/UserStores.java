package org.sallyport.identity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.identity.UserStore.Lookup;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;

/**
 * The user stores in their order. The first that knows the name decides, and what it says is final.
 * A store that cannot be asked might know the name, so nothing is known then, whatever later stores
 * would say.
 *
 * <p>Any virtual thread may call; a call blocks for at most the store's time limits, times its
 * servers.
 */
public final class UserStores implements FirstFactor, AutoCloseable {
  private static final int LONGEST_NAME = 256;

  private final List<UserStore> stores;

  private UserStores(List<UserStore> stores) {
    this.stores = List.copyOf(stores);
  }

  /**
   * Reads the files that the stores name; connects to nobody until {@link #start}. Blocks.
   *
   * @param settings by name, in order
   */
  public static Loaded<UserStores> open(
      Map<String, UserStoreSettings> settings, InstantSource clock) {
    var stores = new ArrayList<UserStore>();
    var problems = new ArrayList<TlsProblem>();
    settings.forEach(
        (name, store) -> {
          var servers = new ArrayList<LdapServer>();
          for (var connection : store.connections()) {
            switch (LdapDial.open(connection, store)) {
              case Loaded.Ready<LdapDial>(var dial, _) ->
                  servers.add(new LdapServer(name, connection, store, dial, clock));
              case Loaded.Refused<LdapDial>(var why) -> problems.addAll(why);
            }
          }
          stores.add(new UserStore(name, store, servers));
        });
    if (problems.isEmpty()) {
      return Loaded.ready(new UserStores(stores));
    }
    stores.forEach(UserStore::close);
    return new Loaded.Refused<>(problems);
  }

  /** Begins to try the servers in the background. */
  public void start() {
    stores.forEach(UserStore::start);
  }

  @Override
  public Identified check(String userName, Secret password) {
    if (password.length() == 0) {
      // RFC 4513 section 5.1.2: a server takes it for an unauthenticated bind, which succeeds.
      return new Identified.Refused("empty password");
    }
    return decide(userName, (store, found) -> store.bind(found, password));
  }

  @Override
  public Identified find(String userName) {
    return decide(userName, (_, found) -> new Identified.Accepted(found.person()));
  }

  private interface Decision {
    Identified on(UserStore store, Lookup.Found found);
  }

  private Identified decide(String userName, Decision decision) {
    if (userName.isBlank() || userName.length() > LONGEST_NAME || userName.indexOf('\0') >= 0) {
      return new Identified.Unknown();
    }
    for (var store : stores) {
      switch (store.find(userName)) {
        case Lookup.Found found -> {
          return decision.on(store, found);
        }
        case Lookup.Unusable(var reason) -> {
          return new Identified.Refused(reason);
        }
        case Lookup.Failed(var cause) -> {
          return new Identified.Unavailable(cause);
        }
        case Lookup.Nobody() -> {
          // The next store is asked.
        }
      }
    }
    return new Identified.Unknown();
  }

  /** Whether the first store can be asked: without it no name can be decided. */
  @Override
  public boolean available() {
    return stores.isEmpty() || stores.getFirst().alive();
  }

  /** How the servers do, in the order of the settings. */
  public List<ServerStatus> status() {
    return stores.stream().flatMap(UserStore::status).toList();
  }

  @Override
  public void close() {
    stores.forEach(UserStore::close);
  }
}

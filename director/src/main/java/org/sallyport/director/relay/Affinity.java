package org.sallyport.director.relay;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.persistence.AffinityEntry;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.PersistenceSettings.By;

/** Which member a client's address is pinned to. Loop thread only. */
final class Affinity {
  private final ServiceLoop at;
  private final InetAddress client;
  private final boolean byAddress;

  Affinity(ServiceLoop at, InetAddress client) {
    this.at = at;
    this.client = client;
    var persistence = at.service().persistence();
    this.byAddress = persistence != null && persistence.settings().by() == By.SOURCE_ADDRESS;
  }

  /** The member of earlier connections, or null. */
  @Nullable Member pinned() {
    var persistence = at.service().persistence();
    if (!byAddress || persistence == null) {
      return null;
    }
    persistence.ofAddress(at.affinityKey(), client);
    AffinityEntry entry = persistence.find(at.affinityKey());
    return entry == null ? null : persistence.member(entry);
  }

  /**
   * Pins the address to {@code chosen}, after {@link #pinned} has said {@code from}. Returns the
   * member that it is pinned to: another one where another connection was faster.
   */
  Member claim(@Nullable Member from, Member chosen) {
    var persistence = at.service().persistence();
    if (!byAddress || persistence == null) {
      return chosen;
    }
    persistence.ofAddress(at.affinityKey(), client);
    var holder = persistence.member(persistence.claim(at.affinityKey(), from, chosen, true));
    return holder == null ? pin(chosen) : holder;
  }

  /** Pins the address to {@code chosen}, whatever it was pinned to. */
  Member pin(Member chosen) {
    var persistence = at.service().persistence();
    if (byAddress && persistence != null) {
      persistence.ofAddress(at.affinityKey(), client);
      persistence.pin(at.affinityKey(), chosen);
    }
    return chosen;
  }
}

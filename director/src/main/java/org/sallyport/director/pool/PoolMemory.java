package org.sallyport.director.pool;

import java.util.Map;
import java.util.Optional;

/**
 * What a pool remembers across a restart.
 *
 * @param incumbent the member a failover pool sends new sessions to
 * @param switched whether an administrator chose that incumbent
 * @param admins administrative states by member, where they differ from the file's
 */
public record PoolMemory(
    Optional<String> incumbent, boolean switched, Map<String, AdminMemory> admins) {
  /** Nothing to remember. */
  public static final PoolMemory NONE = new PoolMemory(Optional.empty(), false, Map.of());

  public PoolMemory {
    admins = Map.copyOf(admins);
  }

  /** An administrative state and who wanted it. */
  public record AdminMemory(Admin admin, String cause) {}
}

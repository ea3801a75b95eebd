package org.sallyport.encryption.administrator;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an administrator is for. */
public enum AdministratorRole {
  /** Everything, on all roles of the node. */
  FULL("everything"),
  /** Keys, and what a service desk does. */
  KEY_MANAGER(
      "keys: revocation, recovery, trusted keys; and what a service desk does",
      Permission.READ,
      Permission.UNLOCK,
      Permission.CONSUMERS,
      Permission.KEYS),
  /** People who call because something does not work. */
  SERVICE_DESK(
      "people: one-time codes, disabling and enabling, revoking clients",
      Permission.READ,
      Permission.CONSUMERS),
  /** Looks and changes nothing. */
  READ_ONLY("looking, and changing nothing", Permission.READ);

  private final String purpose;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<String> permissions;

  AdministratorRole(String purpose, String... permissions) {
    this.purpose = purpose;
    this.permissions = Set.of(permissions);
  }

  /** What it allows; for full access empty, since nothing is asked there. */
  public Set<String> permissions() {
    return permissions;
  }

  /** What it is for, for people. */
  public String purpose() {
    return purpose;
  }

  /** Whether that is allowed. */
  public boolean may(String permission) {
    return this == FULL || permissions.contains(permission);
  }

  /** The name in interfaces, such as {@code key-manager}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role of that word. */
  public static Optional<AdministratorRole> named(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

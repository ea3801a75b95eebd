package org.sallyport.app.node;

import java.util.List;
import java.util.stream.Collectors;

/** The roles that a node can run, in the order they are started in. */
final class Roles {
  static final List<RoleKind<?>> ALL =
      List.of(
          new RoleKind<>("director", NodeSettings::director, DirectorRole::open),
          new RoleKind<>("authority", NodeSettings::authority, AuthorityRole::open),
          new RoleKind<>("gateway", NodeSettings::gateway, GatewayRole::open),
          new RoleKind<>("encryption", NodeSettings::encryption, EncryptionRole::open));

  private Roles() {}

  /** Such as {@code director, authority}. */
  static String names() {
    return ALL.stream().map(RoleKind::name).collect(Collectors.joining(", "));
  }
}

package org.sallyport.app.node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A role with the way to its section in the node's file. */
record RunningRole<S extends Record>(RoleKind<S> kind, Role<S> role) {

  /** What is wrong with the role's section; one that is gone leaves the role as it is. */
  List<String> apply(NodeSettings wanted) {
    return kind.section().apply(wanted).map(role::apply).orElse(List.of());
  }

  /** The keys that take effect at the next start alone. */
  Stream<String> needRestart(NodeSettings before, NodeSettings after) {
    Optional<S> old = kind.section().apply(before);
    Optional<S> fresh = kind.section().apply(after);
    return old.isPresent() && fresh.isPresent()
        ? role.needRestart(old.get(), fresh.get()).stream()
        : Stream.empty();
  }
}

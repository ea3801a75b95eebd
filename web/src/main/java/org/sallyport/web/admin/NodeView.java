package org.sallyport.web.admin;

import java.time.Instant;
import java.util.List;

/**
 * A node at one moment.
 *
 * @param node the name that its file gives it
 * @param roles in the order they were started in
 */
public record NodeView(String node, String version, Instant started, List<RoleView> roles) {
  public NodeView {
    roles = List.copyOf(roles);
  }

  /**
   * A role of it.
   *
   * @param role the key of its section
   * @param summary what it does at this moment
   * @param missing what keeps it from serving, a sentence each
   */
  public record RoleView(String role, String summary, boolean ready, List<String> missing) {
    public RoleView {
      missing = List.copyOf(missing);
    }

    static RoleView of(AdminPart part) {
      var missing = part.missing();
      return new RoleView(part.role(), part.summary(), missing.isEmpty(), missing);
    }
  }

  static NodeView of(AdminHost host, List<AdminPart> parts) {
    return new NodeView(
        host.node(), host.version(), host.started(), parts.stream().map(RoleView::of).toList());
  }
}

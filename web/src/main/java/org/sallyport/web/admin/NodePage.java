package org.sallyport.web.admin;

import java.util.List;
import org.sallyport.web.page.Layout;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;

/** The roles of a node as a page: the start page, unless a role brings one. */
final class NodePage {
  private static final String START = "/";
  private static final String ASIDE = "/node";

  private final List<AdminPart> parts;
  private final boolean start;

  NodePage(List<AdminPart> parts) {
    this.parts = parts;
    this.start =
        parts.stream()
            .flatMap(part -> part.routes().stream())
            .noneMatch(route -> route.path().equals(START));
  }

  /** In the navigation, where a role alone does not say it all. */
  List<Shell.Link> links() {
    return start || parts.size() > 1 ? List.of(new Shell.Link(path(), "Node")) : List.of();
  }

  Route route() {
    return Route.page(path(), "nodePage")
        .summary("The node's roles, and whether they serve.")
        .tag("node")
        .handledBy(_ -> Reply.page(Layout.roles(path(), parts.stream().map(this::line).toList())));
  }

  private String path() {
    return start ? START : ASIDE;
  }

  private Layout.Role line(AdminPart part) {
    return new Layout.Role(part.role(), part.summary(), part.missing(), part.links());
  }
}

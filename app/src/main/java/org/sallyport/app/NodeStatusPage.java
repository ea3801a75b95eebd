package org.sallyport.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.web.admin.NodeView;

/** A node without a director as a person reads it. */
final class NodeStatusPage {
  private NodeStatusPage() {}

  static void print(NodeView view, PrintWriter out) {
    out.println(view.node() + ", version " + view.version() + ", started " + view.started());
    out.println();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("ROLE", "READY", "DOES"));
    for (var role : view.roles()) {
      rows.add(List.of(role.role(), role.ready() ? "yes" : "no", role.summary()));
      role.missing().forEach(reason -> rows.add(List.of("", "", reason)));
    }
    Table.print(rows, out);
  }
}

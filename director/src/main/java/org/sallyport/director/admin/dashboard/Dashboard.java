package org.sallyport.director.admin.dashboard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.web.page.Shell;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Route;

/** All pages. */
public final class Dashboard {
  static final String TAG = "dashboard";

  private Dashboard() {}

  /** The navigation. */
  public static List<Shell.Link> links() {
    return List.of(
        new Shell.Link("/", "Overview"),
        new Shell.Link("/persistence", "Persistence"),
        new Shell.Link("/events", "Events"),
        new Shell.Link("/explain", "Explain"),
        new Shell.Link("/configuration", "Configuration"));
  }

  /** The pages over a director. */
  public static List<Route> routes(
      DirectorControl control, TrafficHistory history, InstantSource clock) {
    var templates = new Templates(Dashboard.class);
    var all = new ArrayList<Route>();
    all.addAll(new OverviewPage(control, history, templates, clock).routes());
    all.addAll(new PersistencePage(control, templates).routes());
    all.addAll(new EventsPage(control, templates).routes());
    all.addAll(new ExplainPage(control, templates).routes());
    all.addAll(new ConfigurationPage(control, templates).routes());
    return all;
  }
}

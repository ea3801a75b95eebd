package org.sallyport.director.admin.part;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.admin.api.AdminApi;
import org.sallyport.director.admin.dashboard.Dashboard;
import org.sallyport.director.admin.dashboard.TrafficHistory;
import org.sallyport.director.pool.Health;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Route;

/**
 * A director on its node's admin listener. It samples traffic for the charts from {@link #start} to
 * {@link #close}.
 */
public final class DirectorPart implements AdminPart, AutoCloseable {
  private final DirectorControl control;
  private final TrafficHistory history;

  /** The part of that director. */
  public DirectorPart(DirectorControl control) {
    this.control = control;
    this.history = new TrafficHistory(control::view);
  }

  /** Begins to sample traffic. */
  public void start() {
    history.start();
  }

  @Override
  public String role() {
    return "director";
  }

  @Override
  public String summary() {
    var members =
        control.view().pools().stream().map(PoolView::members).flatMap(List::stream).toList();
    long up = members.stream().filter(member -> member.health() == Health.UP).count();
    return up + " of " + members.size() + " members up";
  }

  @Override
  public List<String> missing() {
    return control.readiness().reasons();
  }

  @Override
  public List<Route> routes() {
    var all = new ArrayList<Route>(AdminApi.routes(control));
    all.addAll(Dashboard.routes(control, history, InstantSource.system()));
    return all;
  }

  @Override
  public List<Shell.Link> links() {
    return Dashboard.links();
  }

  @Override
  public Optional<String> events() {
    return Optional.of(AdminApi.EVENT_STREAM);
  }

  @Override
  public String metrics() {
    return control.metrics();
  }

  @Override
  public void close() {
    history.close();
  }
}

package org.sallyport.director.admin.api;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.web.route.Route;

/** All of the API. */
public final class AdminApi {
  /** Where events are streamed. */
  public static final String EVENT_STREAM = "/api/v1/events/stream";

  private AdminApi() {}

  /** The routes over a director. */
  public static List<Route> routes(DirectorControl control) {
    var all = new ArrayList<Route>();
    all.addAll(new StateApi(control).routes());
    all.addAll(new CommandApi(control).routes());
    all.addAll(new PersistenceApi(control).routes());
    all.addAll(new EventApi(control).routes());
    return all;
  }
}

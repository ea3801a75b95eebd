package org.sallyport.encryption.admin;

import java.util.List;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.store.StoreException;
import org.sallyport.web.route.Handler;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says so where the vault is locked or the store does not work. */
final class Guarded {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private static final Problem LOCKED =
      new Problem(
              503,
              "locked",
              "The vault is locked",
              "this needs the secrets of the store: unlock it with 'sallyport encryption unlock',"
                  + " or on the console")
          .withHeader("Retry-After", "10");

  private static final Problem UNWELL =
      new Problem(
              503,
              "store",
              "The store does not work",
              "the log says more; /ready tells when it works again")
          .withHeader("Retry-After", "10");

  private Guarded() {}

  static List<Route> all(List<Route> routes) {
    return routes.stream().map(route -> route.handledBy(guarded(route.handler()))).toList();
  }

  private static Handler guarded(Handler handler) {
    return in -> {
      try {
        return handler.handle(in);
      } catch (LockedException _) {
        return Reply.problem(LOCKED);
      } catch (StoreException e) {
        LOG.atError()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("store-failed");
        return Reply.problem(UNWELL);
      }
    };
  }
}

package org.sallyport.encryption.api;

import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.store.StoreException;
import org.sallyport.web.route.Handler;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that does not work is nobody's answer: 503, so that clients go elsewhere. */
final class Guarded {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private Guarded() {}

  static Route of(Route route) {
    return route.handledBy(guarded(route.handler()));
  }

  private static Handler guarded(Handler handler) {
    return in -> {
      try {
        return handler.handle(in);
      } catch (LockedException _) {
        return Reply.problem(ClientProblems.LOCKED);
      } catch (StoreException e) {
        LOG.atError()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("store-failed");
        return Reply.problem(ClientProblems.UNWELL);
      }
    };
  }
}

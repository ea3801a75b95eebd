package org.sallyport.authority.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sallyport.authority.Domain;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.store.StoreException;
import org.sallyport.web.route.Handler;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of the API. */
public final class AuthorityApi {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityApi.class);

  private AuthorityApi() {}

  /**
   * The routes over a domain.
   *
   * @param issuer what apps call the organisation of a tenant
   * @param withoutNumber the tenants that allow pushes without a number
   * @param devices the address that devices call; empty where there is no listener for them
   */
  public static List<Route> routes(
      Domain domain,
      Decisions decisions,
      InstantSource clock,
      Function<String, String> issuer,
      Predicate<String> withoutNumber,
      Optional<String> devices) {
    var changes = new Changes(domain);
    var all = new ArrayList<Route>();
    all.addAll(new HealthApi(domain, clock).routes());
    all.addAll(new UserApi(domain, changes).routes());
    all.addAll(new PinApi(domain, changes).routes());
    all.add(new FactorApi(domain).route());
    all.addAll(new AuthenticationApi(domain, decisions, withoutNumber).routes());
    all.add(new BatchApi(domain, decisions).route());
    all.add(new AwaitApi(domain, decisions).route());
    all.addAll(new CredentialApi(domain, changes, issuer).routes());
    all.addAll(new TemporaryCodeApi(domain, changes).routes());
    all.addAll(new DeviceAdminApi(domain, changes, devices).routes());
    all.addAll(new ContinuityApi(domain).routes());
    return all.stream().map(AuthorityApi::guarded).toList();
  }

  /** A store that does not work is no answer about a user: 503, so that callers go elsewhere. */
  public static Route guarded(Route route) {
    return route.handledBy(guarded(route.handler()));
  }

  private static Handler guarded(Handler handler) {
    return in -> {
      try {
        return handler.handle(in);
      } catch (StoreException e) {
        LOG.atError()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("store-failed");
        return Reply.problem(HealthApi.UNWELL);
      }
    };
  }
}

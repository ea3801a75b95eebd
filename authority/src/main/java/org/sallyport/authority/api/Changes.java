package org.sallyport.authority.api;

import java.util.Map;
import java.util.function.Function;
import org.sallyport.authority.Domain;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.ledger.Repeated;
import org.sallyport.store.Transaction;
import org.sallyport.web.route.EntityTag;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Once;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;

/** Makes changes, each once for its Idempotency-Key, and answers what became of them. */
final class Changes {
  private final Domain domain;

  Changes(Domain domain) {
    this.domain = domain;
  }

  /** Does {@code work} in a transaction, unless the request came before. */
  Reply make(Request in, Function<Transaction, Reply> work) {
    var once = in.once();
    return once.isPresent()
        ? repeated(Asking.tenant(in), once.get(), work)
        : domain.store().write(work::apply);
  }

  private Reply repeated(String tenant, Once once, Function<Transaction, Reply> work) {
    var outcome =
        domain
            .store()
            .write(
                transaction ->
                    domain
                        .repetitions()
                        .once(
                            transaction,
                            tenant,
                            once.key(),
                            once.request(),
                            () -> KeptReply.write(work.apply(transaction))));
    return switch (outcome) {
      case Repeated.First(var reply) -> KeptReply.read(reply);
      case Repeated.Again(var reply) -> KeptReply.read(reply);
      case Repeated.Other _ -> Reply.problem(otherRequest());
    };
  }

  static Problem otherRequest() {
    return Problems.unprocessable(
        "idempotency-key-reused",
        "The Idempotency-Key was used before",
        "another request had this Idempotency-Key; make a new one for each request");
  }

  /**
   * What became of a change.
   *
   * @param kind of what was to be changed, such as {@code user}
   */
  static <T> Reply reply(Change<T> change, String kind, Function<T, Reply> done) {
    return switch (change) {
      case Change.Done<T>(var value) -> done.apply(value);
      case Change.Unknown<T> _ -> Reply.problem(Asking.unknown(kind));
      case Change.Exists<T> _ ->
          Reply.problem(
              new Problem(
                  409, kind + "-exists", "There is one already", "another has that name already"));
      case Change.Stale<T>(long version) ->
          Reply.problem(Problems.changedMeanwhile("it is now version " + EntityTag.of(version)));
      case Change.Invalid<T>(var message) ->
          Reply.problem(Problems.unprocessable("impossible", "That cannot be done", message));
    };
  }

  /** JSON with the tag of its version. */
  static Reply tagged(int status, Object value, long version) {
    return new Reply.Content(
        status, "application/json", Json.bytes(value), Map.of("ETag", EntityTag.of(version)));
  }
}

package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Relinking;
import org.sallyport.encryption.enrolment.EnrolmentCode;
import org.sallyport.encryption.enrolment.EnrolmentCodes;
import org.sallyport.encryption.enrolment.IssuedCode;
import org.sallyport.encryption.enrolment.Issuing;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** People, their machines and one-time codes, for programs. */
final class ConsumerApi {
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final Domain domain;

  ConsumerApi(Domain domain) {
    this.domain = domain;
  }

  /**
   * Somebody.
   *
   * @param state {@code active} or {@code disabled}
   * @param directoryName null: they have not come by the directory
   * @param gone since when the directory does not have them; null: it does, or never did
   */
  record ConsumerView(
      String id,
      String address,
      String name,
      String state,
      String source,
      List<String> addresses,
      Map<String, List<String>> attributes,
      @Nullable String directoryName,
      @Nullable Instant gone,
      Instant created) {
    static ConsumerView of(Consumer one) {
      return new ConsumerView(
          one.id(),
          one.address().text(),
          one.name(),
          Words.of(one.state()),
          one.source(),
          one.addresses().stream().map(Address::text).toList(),
          one.attributes(),
          one.directoryName().orElse(null),
          one.gone().orElse(null),
          one.created());
    }
  }

  /** A page of them; {@code next} null: it is the last. */
  record ConsumerList(List<ConsumerView> consumers, @Nullable String next) {}

  /** Somebody with what belongs to them. */
  record ConsumerSheet(
      ConsumerView consumer, String group, String why, String policy, List<ClientView> clients) {}

  /** A machine; {@code policySerial} null: it has not said. */
  record ClientView(
      String id,
      String consumer,
      String address,
      String name,
      String platform,
      String version,
      @Nullable Long policySerial,
      String method,
      String state,
      Instant created,
      Instant seen) {
    static ClientView of(Client one) {
      return new ClientView(
          one.id(),
          one.consumer(),
          one.address(),
          one.name(),
          one.platform(),
          one.version(),
          one.policySerial().isPresent() ? one.policySerial().getAsLong() : null,
          one.method(),
          Words.of(one.state()),
          one.created(),
          one.seen());
    }
  }

  /** A page of machines; {@code next} null: it is the last. */
  record ClientList(List<ClientView> clients, @Nullable String next) {}

  /** What the directory calls somebody. */
  record DirectoryName(String name) {}

  /** What somebody is to be. */
  record StateChange(String state) {}

  /** What makes a code; seven days where none are said. */
  record NewCode(String address, Optional<Long> days) {}

  /** A code; {@code used} and {@code client} null: it has not been. */
  record CodeView(
      String id,
      String address,
      Instant created,
      String creator,
      Instant expires,
      @Nullable Instant used,
      @Nullable String client) {
    static CodeView of(EnrolmentCode one) {
      return new CodeView(
          one.id(),
          one.address(),
          one.created(),
          one.creator(),
          one.expires(),
          one.used().orElse(null),
          one.client().orElse(null));
    }
  }

  /** Codes, the latest first. */
  record CodeList(List<CodeView> codes) {}

  /** A code, the one time that it is shown. */
  record FreshCode(String id, String address, Instant expires, String code) {
    @Override
    public String toString() {
      return "FreshCode[" + id + "]";
    }
  }

  List<Route> routes() {
    return List.of(
        paged(Api.reads("/consumers", "listConsumers"))
            .summary("People, by address.")
            .answers(200, "A page of them.", ConsumerList.class)
            .handledBy(this::consumers),
        person(Api.reads("/consumers/{id}", "getConsumer"))
            .summary("Somebody, with machines and group.")
            .answers(200, "The person.", ConsumerSheet.class)
            .handledBy(this::consumer),
        person(Api.posts("/consumers/{id}", "changeConsumer", Permission.CONSUMERS))
            .summary("Lets somebody use the server or not.")
            .body(StateChange.class)
            .answers(200, "Changed.", ConsumerView.class)
            .handledBy(this::change),
        person(Api.posts("/consumers/{id}/directory-name", "relinkConsumer", Permission.KEYS))
            .summary("Says what the directory calls somebody now, who gets their keys by it.")
            .body(DirectoryName.class)
            .answers(200, "Changed.", ConsumerView.class)
            .refuses(409, "Somebody else has that name.")
            .handledBy(this::relink),
        paged(Api.reads("/clients", "listClients"))
            .summary("Machines, by their owners' addresses.")
            .query("silent", "Active ones not heard of for so many days.", "30")
            .answers(200, "A page of them.", ClientList.class)
            .handledBy(this::clients),
        Api.posts("/clients/{id}/revocation", "revokeClient", Permission.CONSUMERS)
            .summary("Ends a machine for good.")
            .path("id", "Which.", "c_1")
            .answers(200, "It is revoked.", ClientView.class)
            .refuses(404, "There is none of that id.")
            .handledBy(this::revoke),
        Api.reads("/codes", "listCodes")
            .summary("One-time codes, the latest first.")
            .query("limit", "How many at most: 1 to 1000, else 100.", "100")
            .answers(200, "The codes, without what is secret.", CodeList.class)
            .handledBy(this::codes),
        Api.posts("/codes", "issueCode", Permission.CONSUMERS)
            .summary("Makes a one-time code, which is answered once.")
            .body(NewCode.class)
            .answers(201, "The code.", FreshCode.class)
            .refuses(
                422, "The address is of no managed domain or not the first, or the role says no.")
            .handledBy(this::issue),
        Api.deletes("/codes/{id}", "withdrawCode", Permission.CONSUMERS)
            .summary("Takes a code back.")
            .path("id", "Which.", "k_1")
            .answers(204, "It is withdrawn.")
            .refuses(404, "There is none that could still be used.")
            .handledBy(this::withdraw));
  }

  private static RouteBuilder paged(RouteBuilder route) {
    return route
        .query("search", "Part of an address or a name.", "ada")
        .query("after", "What the page before said is next.", "ada@example.com")
        .query("limit", "How many at most: 1 to 1000, else 100.", "100");
  }

  private static RouteBuilder person(RouteBuilder route) {
    return route
        .path("id", "Whom: an id or an address.", "ada@example.com")
        .refuses(404, "There is nobody of that id or address.");
  }

  private Optional<Consumer> found(Request in) {
    var text = in.path("id");
    return domain
        .store()
        .read(
            tx ->
                domain
                    .consumers()
                    .find(tx, text)
                    .or(
                        () ->
                            Address.of(text)
                                .flatMap(address -> domain.consumers().of(tx, address))));
  }

  private static Reply unknown(Request in) {
    return Api.unknown("consumer", in.path("id"));
  }

  private Reply consumers(Request in) {
    int limit = Api.limit(in, PAGE, LONGEST_PAGE);
    var found =
        domain
            .store()
            .read(
                tx ->
                    domain
                        .consumers()
                        .page(
                            tx,
                            Console.query(in, "search").orElse(""),
                            Console.query(in, "after").orElse(""),
                            limit));
    return Reply.json(
        new ConsumerList(
            found.stream().map(ConsumerView::of).toList(),
            found.size() < limit ? null : found.getLast().address().text()));
  }

  private Reply consumer(Request in) {
    return found(in).map(who -> Reply.json(sheet(who))).orElseGet(() -> unknown(in));
  }

  private ConsumerSheet sheet(Consumer who) {
    var choice = domain.policyDocuments().choice(who);
    var clients = domain.store().read(tx -> domain.clients().of(tx, who.id()));
    return new ConsumerSheet(
        ConsumerView.of(who),
        choice.group().name(),
        choice.why(),
        choice.group().policy(),
        clients.stream().map(ClientView::of).toList());
  }

  private static Consumer.State state(Members body) {
    return body.word("state", Set.of("active", "disabled"))
        .map(word -> word.equals("active") ? Consumer.State.ACTIVE : Consumer.State.DISABLED)
        .orElseThrow(() -> body.wrong("state", "expected active or disabled"));
  }

  private Reply change(Request in) {
    var state = in.json(ConsumerApi::state);
    return found(in)
        .flatMap(
            who ->
                domain
                    .store()
                    .write(tx -> domain.consumers().state(tx, in.actor(), who.id(), state)))
        .map(who -> Reply.json(ConsumerView.of(who)))
        .orElseGet(() -> unknown(in));
  }

  private Reply relink(Request in) {
    var name = in.json(body -> body.text("name", 256)).strip();
    if (name.isEmpty()) {
      return Api.unfit("no-name", "the name is empty");
    }
    var who = found(in);
    if (who.isEmpty()) {
      return unknown(in);
    }
    return switch (domain
        .store()
        .<Relinking>write(tx -> domain.consumers().relink(tx, in.actor(), who.get().id(), name))) {
      case Relinking.Done(var now) -> Reply.json(ConsumerView.of(now));
      case Relinking.Unknown _ -> unknown(in);
      case Relinking.Taken(var by) ->
          Reply.problem(Problems.conflict(by.address() + " has that name in the directory"));
    };
  }

  private Reply clients(Request in) {
    int limit = Api.limit(in, PAGE, LONGEST_PAGE);
    var found =
        domain
            .store()
            .read(
                tx ->
                    domain
                        .clients()
                        .page(
                            tx,
                            Console.query(in, "search").orElse(""),
                            MachinesPage.silent(in, domain.clock().instant()),
                            Console.query(in, "after").flatMap(id -> domain.clients().find(tx, id)),
                            limit));
    return Reply.json(
        new ClientList(
            found.stream().map(ClientView::of).toList(),
            found.size() < limit ? null : found.getLast().id()));
  }

  private Reply revoke(Request in) {
    return domain
        .store()
        .write(tx -> domain.clients().revoke(tx, in.actor(), in.path("id")))
        .map(one -> Reply.json(ClientView.of(one)))
        .orElseGet(() -> Api.unknown("client", in.path("id")));
  }

  private Reply codes(Request in) {
    int limit = Api.limit(in, PAGE, LONGEST_PAGE);
    var found = domain.store().read(tx -> domain.enrolmentCodes().latest(tx, limit));
    return Reply.json(new CodeList(found.stream().map(CodeView::of).toList()));
  }

  private record Wanted(Address address, Duration life) {}

  private static Wanted wanted(Members body) {
    var address =
        Address.of(body.text("address", 254))
            .orElseThrow(() -> body.wrong("address", "expected a mail address"));
    var life =
        body.number("days", 1, EnrolmentCodes.LONGEST.toDays())
            .map(Duration::ofDays)
            .orElse(EnrolmentCodes.LIFE);
    return new Wanted(address, life);
  }

  private Reply issue(Request in) {
    var wanted = in.json(ConsumerApi::wanted);
    var by = Console.issuer(in);
    return switch (domain
        .store()
        .<Issuing>write(
            tx -> domain.enrolmentCodes().issue(tx, by, wanted.address(), wanted.life()))) {
      case Issuing.Issued(var code) -> issued(code);
      case Issuing.Refused(var problem, var reason) -> Api.unfit(problem, reason);
    };
  }

  private static Reply issued(IssuedCode issued) {
    try (var code = issued.code()) {
      var kept = issued.kept();
      return Reply.json(
          201, new FreshCode(kept.id(), kept.address(), kept.expires(), code.revealText()));
    }
  }

  private Reply withdraw(Request in) {
    return domain
            .store()
            .write(tx -> domain.enrolmentCodes().withdraw(tx, in.actor(), in.path("id")))
        ? Reply.empty()
        : Api.unknown("code", in.path("id"));
  }
}

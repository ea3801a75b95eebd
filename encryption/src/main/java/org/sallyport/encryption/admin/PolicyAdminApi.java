package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.policy.PolicyChange;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.policy.PolicyReading;
import org.sallyport.encryption.policy.PolicyVersion;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Policies and their versions, for programs. */
final class PolicyAdminApi {
  private static final int VERSIONS = 200;

  private final Domain domain;

  PolicyAdminApi(Domain domain) {
    this.domain = domain;
  }

  /** A version of a policy; {@code content} as clients get it. */
  record PolicyView(
      String name,
      long version,
      Instant at,
      String actor,
      String note,
      Map<String, Object> content) {
    static PolicyView of(PolicyVersion one) {
      return new PolicyView(
          one.policy(), one.version(), one.at(), one.actor(), one.note(), one.content().members());
    }
  }

  /** Policies, or versions of one. */
  record PolicyList(List<PolicyView> policies) {}

  /** A policy to make; absent members are as usual. */
  record NewPolicy(
      String name,
      Optional<String> note,
      Map<String, Object> keys,
      Map<String, Object> mail,
      Map<String, Object> client) {}

  /** What a policy is to say; {@code version} is the one that is changed. */
  record PolicyEdit(
      Optional<Long> version,
      Optional<String> note,
      Map<String, Object> keys,
      Map<String, Object> mail,
      Map<String, Object> client) {}

  /** A version to go back to. */
  record Back(long version) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/policies", "listPolicies")
            .summary("The latest version of each policy.")
            .answers(200, "All of them.", PolicyList.class)
            .handledBy(
                _ ->
                    Reply.json(
                        new PolicyList(
                            domain.store().read(domain.policies()::all).stream()
                                .map(PolicyView::of)
                                .toList()))),
        Api.posts("/policies", "createPolicy", Permission.POLICIES)
            .summary("Makes a policy.")
            .body(NewPolicy.class)
            .answers(201, "Made.", PolicyView.class)
            .refuses(409, "There is one of that name.")
            .refuses(422, "It cannot be.")
            .handledBy(this::create),
        one(Api.reads("/policies/{name}", "getPolicy"))
            .summary("A policy.")
            .answers(200, "Its latest version.", PolicyView.class)
            .handledBy(this::get),
        one(Api.reads("/policies/{name}/versions", "listPolicyVersions"))
            .summary("The versions of a policy, the latest first.")
            .answers(200, "Up to 200 of them.", PolicyList.class)
            .handledBy(this::versions),
        one(Api.posts("/policies/{name}", "changePolicy", Permission.POLICIES))
            .summary("Makes a new version; absent members are as usual.")
            .body(PolicyEdit.class)
            .answers(200, "The latest version.", PolicyView.class)
            .refuses(412, "It was meant for another version.")
            .handledBy(this::edit),
        one(Api.posts("/policies/{name}/roll-back", "rollBackPolicy", Permission.POLICIES))
            .summary("Makes a new version that says what an old one said.")
            .body(Back.class)
            .answers(200, "The latest version.", PolicyView.class)
            .handledBy(this::rollBack),
        one(Api.deletes("/policies/{name}", "removePolicy", Permission.POLICIES))
            .summary("Removes a policy that no group has.")
            .answers(204, "Removed.")
            .refuses(409, "Groups have it.")
            .handledBy(this::remove));
  }

  private static RouteBuilder one(RouteBuilder route) {
    return route
        .path("name", "Which.", "Default")
        .refuses(404, "There is no such policy, or version.");
  }

  private Reply get(Request in) {
    return domain
        .store()
        .read(tx -> domain.policies().find(tx, in.path("name")))
        .map(one -> Reply.json(PolicyView.of(one)))
        .orElseGet(() -> Api.unknown("policy", in.path("name")));
  }

  private Reply versions(Request in) {
    var found =
        domain
            .store()
            .read(tx -> domain.policies().versions(tx, in.path("name"), Long.MAX_VALUE, VERSIONS));
    return found.isEmpty()
        ? Api.unknown("policy", in.path("name"))
        : Reply.json(new PolicyList(found.stream().map(PolicyView::of).toList()));
  }

  private record Wanted(String name, Optional<Long> version, String note, PolicyContent content) {}

  private Wanted wanted(Members body, Optional<String> name) {
    return new Wanted(
        name.orElseGet(() -> body.text("name", 60)),
        name.flatMap(_ -> body.number("version", 1, Long.MAX_VALUE)),
        body.optionalText("note", 200).orElse(""),
        PolicyReading.members(body, domain.clock().instant()));
  }

  private Reply create(Request in) {
    var wanted = in.json(body -> wanted(body, Optional.empty()));
    return reply(
        wanted.name(),
        201,
        domain
            .store()
            .write(
                tx ->
                    domain
                        .policies()
                        .create(tx, in.actor(), wanted.name(), wanted.content(), wanted.note())));
  }

  private Reply edit(Request in) {
    var wanted = in.json(body -> wanted(body, Optional.of(in.path("name"))));
    return reply(
        wanted.name(),
        200,
        domain
            .store()
            .write(
                tx ->
                    domain
                        .policies()
                        .edit(
                            tx,
                            in.actor(),
                            wanted.name(),
                            wanted.version(),
                            wanted.content(),
                            wanted.note())));
  }

  private Reply rollBack(Request in) {
    long version =
        in.json(
            body ->
                body.number("version", 1, Long.MAX_VALUE)
                    .orElseThrow(() -> body.wrong("version", "it is missing")));
    return reply(
        in.path("name"),
        200,
        domain
            .store()
            .write(tx -> domain.policies().rollBack(tx, in.actor(), in.path("name"), version)));
  }

  private Reply remove(Request in) {
    var change =
        domain.store().write(tx -> domain.policies().remove(tx, in.actor(), in.path("name")));
    return change instanceof PolicyChange.Done
        ? Reply.empty()
        : reply(in.path("name"), 200, change);
  }

  private static Reply reply(String name, int status, PolicyChange change) {
    return switch (change) {
      case PolicyChange.Done(var version) -> Reply.json(status, PolicyView.of(version));
      case PolicyChange.Unknown _ -> Api.unknown("policy", name);
      case PolicyChange.Exists _ ->
          Reply.problem(Problems.conflict("there is a policy of that name already"));
      case PolicyChange.Stale(long version) ->
          Reply.problem(Problems.changedMeanwhile("the latest is version " + version));
      case PolicyChange.InUse(var groups) ->
          Reply.problem(Problems.conflict("groups have it: " + String.join(", ", groups)));
      case PolicyChange.Invalid(var message) -> Api.unfit("policy", message);
    };
  }
}

package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailrule.Chain;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.MailRules;
import org.sallyport.encryption.mailrule.RuleChange;
import org.sallyport.encryption.mailrule.RuleReading;
import org.sallyport.encryption.mailrule.RuleSet;
import org.sallyport.encryption.mailrule.RuleVersion;
import org.sallyport.encryption.mailrule.RuleWriting;
import org.sallyport.encryption.protection.Plan;
import org.sallyport.mime.structure.Octets;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.wire.smtp.MailAddress;

/** The mail rules and their versions, and what they would do, for programs. */
final class MailRuleApi {
  /** Rules as long as they may be, in octets. */
  static final int LONGEST = 1024 * 1024;

  private static final int VERSIONS = 50;
  private static final int NOTE = 200;

  private final Domain domain;
  private final DryRun dryRun;

  MailRuleApi(Domain domain, DryRun dryRun) {
    this.domain = domain;
    this.dryRun = dryRun;
  }

  /** A version of the rules; {@code warnings}: what is worth knowing of rules in order. */
  record RulesView(
      long version,
      Instant at,
      String actor,
      String note,
      List<Map<String, Object>> chains,
      List<String> warnings) {
    static RulesView of(Domain domain, RuleVersion one) {
      return new RulesView(
          one.rules().version(),
          one.at(),
          one.actor(),
          one.note(),
          RuleWriting.list(one.rules().chains()),
          RuleChanges.warnings(domain, one.rules()));
    }
  }

  /** A version without its rules. */
  record RulesBrief(long version, Instant at, String actor, String note, int rules) {
    static RulesBrief of(RuleVersion one) {
      return new RulesBrief(
          one.rules().version(),
          one.at(),
          one.actor(),
          one.note(),
          one.rules().chains().stream().mapToInt(chain -> chain.rules().size()).sum());
    }
  }

  /** The latest first. */
  record RulesHistory(List<RulesBrief> versions) {}

  /** What the rules are to be; {@code version} is the one that is changed. */
  record RulesEdit(
      Optional<Long> version, Optional<String> note, List<Map<String, Object>> chains) {}

  /** A version to go back to; {@code expected} is the one that is changed. */
  record RulesBack(long version, Optional<Long> expected) {}

  /**
   * A message to try; {@code message} is base64, {@code direction} outbound, inbound or, where it
   * is absent, by the domain of each recipient; {@code chains} are tried in place of the rules in
   * force.
   */
  record Trial(
      Optional<String> from,
      List<String> to,
      Optional<String> direction,
      String message,
      Optional<List<Map<String, Object>>> chains) {}

  /** A key that would be used. */
  record KeyView(String fingerprint, String source, String trust) {}

  /** What somebody would get, and why. */
  record ExplainedView(
      String to,
      String direction,
      String form,
      String sentence,
      List<String> path,
      String chain,
      String rule,
      String reason,
      List<KeyView> keys,
      List<String> steps) {}

  /** One text for several recipients. */
  record CopyView(String form, List<String> to) {}

  /** What would be done. */
  record TrialView(long version, List<CopyView> copies, List<ExplainedView> recipients) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/mail-rules", "getMailRules")
            .summary("The mail rules in force.")
            .answers(200, "The latest version.", RulesView.class)
            .handledBy(_ -> Reply.json(RulesView.of(domain, latest()))),
        Api.posts("/mail-rules", "changeMailRules", Permission.MAIL_RULES)
            .summary("Makes a new version of the mail rules, all of them.")
            .body(RulesEdit.class)
            .longestBody(LONGEST)
            .answers(200, "The latest version.", RulesView.class)
            .refuses(412, "It was meant for another version.")
            .handledBy(this::change),
        Api.reads("/mail-rules/versions", "listMailRuleVersions")
            .summary("Versions of the mail rules, the latest first.")
            .query("before", "Older than this one.", "7")
            .query("limit", "How many at most: 1 to 200, else 50.", "50")
            .answers(200, "The versions, without the rules.", RulesHistory.class)
            .handledBy(this::versions),
        Api.reads("/mail-rules/versions/{version}", "getMailRuleVersion")
            .summary("A version of the mail rules.")
            .path("version", "Which.", "1")
            .answers(200, "The version.", RulesView.class)
            .refuses(404, "There is no such version.")
            .handledBy(this::version),
        Api.posts("/mail-rules/restore", "restoreMailRules", Permission.MAIL_RULES)
            .summary("Makes a new version that says what an old one said.")
            .body(RulesBack.class)
            .answers(200, "The latest version.", RulesView.class)
            .refuses(404, "There is no such version.")
            .refuses(412, "It was meant for another version.")
            .handledBy(this::restore),
        Api.posts("/mail-rules/try", "tryMailRules", Permission.READ)
            .summary("What would be done with a message, and why. Nothing is sent or kept.")
            .body(Trial.class)
            .longestBody(DryRun.LONGEST / 3 * 4 + LONGEST)
            .answers(200, "What each recipient would get.", TrialView.class)
            .refuses(422, "It is no message.")
            .handledBy(this::attempt));
  }

  private RuleVersion latest() {
    return domain
        .store()
        .read(MailRules::latest)
        .orElseThrow(() -> new RequestRefused(Problems.conflict("the server was never unlocked")));
  }

  private record Wanted(Optional<Long> version, String note, List<Chain> chains) {}

  private Reply change(Request in) {
    var wanted =
        in.json(
            body ->
                new Wanted(
                    body.number("version", 0, Long.MAX_VALUE),
                    body.optionalText("note", NOTE).orElse(""),
                    RuleReading.of(body)));
    return reply(
        domain
            .store()
            .write(
                tx ->
                    domain
                        .mailRules()
                        .change(tx, in.actor(), wanted.version(), wanted.chains(), wanted.note())));
  }

  private Reply versions(Request in) {
    long before = in.query("before").map(text -> number("before", text)).orElse(Long.MAX_VALUE);
    int limit = Api.limit(in, VERSIONS, 200);
    var found = domain.store().read(tx -> MailRules.versions(tx, before, limit));
    return Reply.json(new RulesHistory(found.stream().map(RulesBrief::of).toList()));
  }

  private static long number(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new RequestRefused(Problems.badParameter(name, "expected a version"));
    }
    return Long.parseLong(text);
  }

  private Reply version(Request in) {
    long version = number("version", in.path("version"));
    return domain
        .store()
        .read(tx -> MailRules.version(tx, version))
        .map(one -> Reply.json(RulesView.of(domain, one)))
        .orElseGet(() -> Api.unknown("version", in.path("version")));
  }

  private Reply restore(Request in) {
    var wanted =
        in.json(
            body ->
                new RulesBack(
                    body.number("version", 1, Long.MAX_VALUE)
                        .orElseThrow(() -> body.wrong("version", "it is missing")),
                    body.number("expected", 0, Long.MAX_VALUE)));
    return reply(
        domain
            .store()
            .write(
                tx ->
                    domain
                        .mailRules()
                        .restore(tx, in.actor(), wanted.expected(), wanted.version())));
  }

  private Reply reply(RuleChange change) {
    return switch (change) {
      case RuleChange.Done(var version) -> Reply.json(RulesView.of(domain, version));
      case RuleChange.Stale(long version) ->
          Reply.problem(Problems.changedMeanwhile("the latest is version " + version));
      case RuleChange.Unknown _ -> Api.unknown("version", "of that number");
    };
  }

  private Reply attempt(Request in) {
    var wanted = in.json(this::trial);
    return switch (dryRun.of(wanted)) {
      case DryRun.Outcome.NoMessage(var why) -> Api.unfit("no-message", why);
      case DryRun.Outcome.Planned(var plan) -> Reply.json(view(wanted.rules().version(), plan));
    };
  }

  private DryRun.Wanted trial(Members body) {
    var texts = body.texts("to", DryRun.MOST, 320);
    if (texts.isEmpty()) {
      throw body.wrong("to", "expected a recipient at least");
    }
    var to = new ArrayList<MailAddress>();
    for (int i = 0; i < texts.size(); i++) {
      int at = i;
      to.add(
          MailAddress.parse(texts.get(i))
              .orElseThrow(() -> body.wrongAt("to", at, "expected a mail address")));
    }
    var from =
        body.optionalText("from", 320)
            .map(
                text ->
                    MailAddress.parse(text)
                        .orElseThrow(() -> body.wrong("from", "expected a mail address")));
    var direction =
        body.word("direction", Set.of("outbound", "inbound"))
            .map(word -> word.equals("outbound") ? Direction.OUTBOUND : Direction.INBOUND);
    var rules =
        body.has("chains") ? new RuleSet(0, RuleReading.of(body)) : domain.mailRules().current();
    return new DryRun.Wanted(rules, from, to, direction, message(body));
  }

  private static Octets message(Members body) {
    var text = body.text("message", DryRun.LONGEST / 3 * 4 + 4);
    try {
      return Octets.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw body.wrong("message", "expected base64 (RFC 4648 section 4)");
    }
  }

  private static TrialView view(long version, Plan plan) {
    return new TrialView(
        version,
        plan.copies().stream()
            .map(
                copy ->
                    new CopyView(
                        copy.form().word(), copy.to().stream().map(MailAddress::toString).toList()))
            .toList(),
        plan.explained().stream()
            .map(
                one ->
                    new ExplainedView(
                        one.to().toString(),
                        one.why().direction().chain(),
                        one.form(),
                        one.sentence(),
                        one.why().path(),
                        one.why().chain(),
                        one.why().rule().orElse(""),
                        one.why().reason(),
                        one.keys().stream()
                            .map(
                                key ->
                                    new KeyView(
                                        key.fingerprint().toString(), key.source(), key.trust()))
                            .toList(),
                        one.why().steps()))
            .toList());
  }
}

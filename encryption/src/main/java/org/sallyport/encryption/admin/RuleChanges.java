package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.group.Group;
import org.sallyport.encryption.mailrule.Chain;
import org.sallyport.encryption.mailrule.MailRules;
import org.sallyport.encryption.mailrule.RuleChange;
import org.sallyport.encryption.mailrule.RuleReading;
import org.sallyport.encryption.mailrule.RuleSet;
import org.sallyport.encryption.mailrule.RuleVersion;
import org.sallyport.encryption.mailrule.RuleWarnings;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;

/** How pages change the mail rules: from the version that the page has shown, or not at all. */
record RuleChanges(Domain domain) {
  private static final int LONGEST_NOTE = 200;

  /** What became of a change. */
  sealed interface Outcome {
    /** It is in force, or somebody else was quicker. */
    record Over(Reply reply) implements Outcome {}

    /** The rules would not be in order. */
    record Unfit(String why) implements Outcome {}
  }

  /** The version in force. */
  RuleVersion latest() {
    return domain
        .store()
        .read(MailRules::latest)
        .orElseThrow(
            () ->
                new RequestRefused(
                    new Problem(
                        409,
                        "never-unlocked",
                        "There are no rules yet",
                        "they are made when the server is unlocked for the first time")));
  }

  /** What is worth knowing of rules in order. */
  static List<String> warnings(Domain domain, RuleSet rules) {
    var groups =
        domain.store().read(domain.groups()::all).stream()
            .map(Group::name)
            .collect(Collectors.toSet());
    return RuleWarnings.of(rules, new RuleWarnings.Server(domain.webMail().isPresent(), groups));
  }

  /**
   * Makes a version.
   *
   * @param edit of the chains in force
   * @param then the page that it leads to
   */
  Outcome make(Request in, UnaryOperator<List<Chain>> edit, String note, String then) {
    var latest = latest();
    var shown = version(in);
    if (shown != latest.rules().version()) {
      return new Outcome.Over(stale(in, latest.rules().version(), then));
    }
    return switch (RuleReading.checked(edit.apply(latest.rules().chains()))) {
      case RuleReading.Read.Wrong(var pointer, var expected) ->
          new Outcome.Unfit(pointer.replaceFirst(".*/", "") + ": " + expected);
      case RuleReading.Read.Good(var chains) ->
          new Outcome.Over(
              reply(
                  in,
                  then,
                  domain
                      .store()
                      .write(
                          tx ->
                              domain
                                  .mailRules()
                                  .change(
                                      tx, in.actor(), Optional.of(shown), chains, brief(note)))));
    };
  }

  /** The same for a button: what is not in order is said on a page of its own. */
  Reply press(Request in, UnaryOperator<List<Chain>> edit, String note, String then) {
    return switch (make(in, edit, note, then)) {
      case Outcome.Over(var reply) -> reply;
      case Outcome.Unfit(var why) -> Console.cannot(why);
    };
  }

  /** Leads to a page that says what became of it. */
  static Reply reply(Request in, String then, RuleChange change) {
    return switch (change) {
      case RuleChange.Done(var made) ->
          Console.said(in, "Version " + made.rules().version() + " is in force.", then);
      case RuleChange.Stale(long version) -> stale(in, version, then);
      case RuleChange.Unknown _ -> Console.gone("version", Console.needed(in, "version"));
    };
  }

  private static Reply stale(Request in, long version, String then) {
    return Console.said(
        in,
        "Somebody has made version " + version + " meanwhile; nothing was changed. Look again.",
        then);
  }

  /** The version that the page has shown; -1: none. */
  static long version(Request in) {
    var text = Console.needed(in, "shown");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  static String brief(String note) {
    return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
  }
}

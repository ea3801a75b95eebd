package org.sallyport.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.gateway.factor.Pushed;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.gateway.settings.PushSettings.Style;
import org.sallyport.gateway.settings.StaticPassword;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;

/**
 * A login that is played: what the factors say is set beforehand, and every question is written
 * down. The password of everybody is {@code sesame}, the code {@code 123456}.
 */
final class Script {
  static final String PASSWORD = "sesame";
  static final String CODE = "123456";
  static final Person ANN =
      new Person(
          AuthorityName.ofDirectory("ann.authority"),
          "corp",
          Map.of("department", List.of("lab")),
          List.of());

  final List<String> asked = new ArrayList<>();
  Mode mode = Mode.PASSWORD_CODE;
  boolean identified = true;
  boolean attributes;
  StaticPassword staticPassword = StaticPassword.REFUSE;
  Style style = Style.CHALLENGE;
  Enrolment factors = new Enrolment.Enrolled(Set.of(6), true);

  /** What the authority says of the name as it was typed. */
  Set<Integer> guessed = Set.of(6);

  /** What a challenge remembers of the person. */
  Map<String, List<String>> said = Map.of();

  /** What happens while the directory looks at the password. */
  Runnable afterPassword = () -> {};

  Optional<Identified> directory = Optional.empty();
  Optional<Answer> authority = Optional.empty();
  Pushed pushed = new Pushed.Sent("p_1", "42");

  static Script of(Mode mode) {
    var script = new Script();
    script.mode = mode;
    return script;
  }

  Decision play(String field) {
    return play(Attempt.first(new TypedName("ann"), Secret.ofText(field)));
  }

  Decision resume(String field, Optional<String> push) {
    return play(
        new Attempt(
            new TypedName("ann"),
            Secret.ofText(field),
            Optional.of(new Attempt.Resumed(ANN.userName(), "corp", said, push))));
  }

  Decision play(Attempt attempt) {
    var terms = new Terms(mode, identified, attributes, staticPassword, List.of(6), style, ",");
    var step = Logins.begin(attempt, terms);
    for (int steps = 0; steps < 10; steps++) {
      if (step instanceof Step.Done(var decision)) {
        return decision;
      }
      step = answered(step);
    }
    throw new AssertionError("no decision after " + asked);
  }

  private Step answered(Step step) {
    return switch (step) {
      case Step.CheckPassword(var user, var password, var then) -> {
        asked.add("password " + user + " " + password.revealText());
        afterPassword.run();
        boolean right = password.revealText().equals(PASSWORD);
        yield then.apply(
            directory.orElse(
                right ? new Identified.Accepted(ANN) : new Identified.Refused("wrong password")));
      }
      case Step.FindPerson(var user, var then) -> {
        asked.add("find " + user);
        yield then.apply(directory.orElse(new Identified.Accepted(ANN)));
      }
      case Step.GuessCodeLengths(var user, var then) -> {
        asked.add("lengths " + user);
        yield then.apply(guessed);
      }
      case Step.LookUpFactors(var user, var then) -> {
        asked.add("factors " + user);
        yield then.apply(factors);
      }
      case Step.CheckCode(var user, var code, var then) -> {
        asked.add("code " + user + " " + code);
        yield then.apply(authority.orElse(verdict(code.equals(CODE))));
      }
      case Step.SendPush(var user, boolean numbered, var then) -> {
        asked.add("push " + user + (numbered ? "" : " without number"));
        yield then.apply(pushed);
      }
      case Step.AwaitPush(var user, var id, var then) -> {
        asked.add("await " + user + " " + id);
        yield then.apply(authority.orElse(verdict(true)));
      }
      case Step.Done done -> done;
    };
  }

  private static Answer verdict(boolean right) {
    return right ? new Answer.Accepted("c_1") : new Answer.Refused("wrong code");
  }

  static void accepted(Decision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Accept.class, accept -> assertThat(accept.reason()).isEqualTo(reason));
  }

  static void rejected(Decision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Reject.class, reject -> assertThat(reject.reason()).isEqualTo(reason));
  }

  static void silent(Decision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Silence.class, silence -> assertThat(silence.reason()).contains(reason));
  }
}

package org.sallyport.encryption.mailrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.mailrule.Mails.ADA;
import static org.sallyport.encryption.mailrule.Mails.BERT;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleSetTest {
  private static final String MAIL =
      """
      From: Ada <Ada@Example.com>, second@example.org
      To: bert@partner.example
      Subject: =?utf-8?Q?[encrypt]_Gr=C3=BC=C3=9Fe?=
      X-Class: internal
      X-Class: Secret
      Sensitivity: Company-Confidential

      Hello.
      """;

  private static Decision decide(RuleSet rules, String mail) {
    return rules.decide(
        Direction.OUTBOUND,
        Mails.facts(mail),
        BERT,
        (who, group) -> who.equals(ADA) && group.equals("Staff"));
  }

  private static boolean holds(String match, String conditions) {
    return decide(Mails.encryptingWhen(match, conditions), MAIL).treatment()
        instanceof Treatment.Encrypt;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'what':'sender','operator':'is','value':'ADA@example.com'                     | true
          'what':'sender','operator':'is','value':'@example.org'                        | true
          'what':'sender','operator':'is','value':'@ample.com'                          | false
          'what':'sender','operator':'ends','value':'ample.com'                         | true
          'what':'recipient','operator':'is','value':'bert@partner.example'             | true
          'what':'recipient','operator':'matches','value':'*@*.example'                 | true
          'what':'recipient','operator':'matches','value':'?ert@partner'                | false
          'what':'subject','operator':'begins','value':'[ENCRYPT]'                      | true
          'what':'subject','operator':'contains','value':'grüße'                        | true
          'what':'subject','operator':'is','value':'grüße'                              | false
          'what':'header','name':'x-class','operator':'is','value':'secret'             | true
          'what':'header','name':'x-class','operator':'present'                         | true
          'what':'header','name':'x-other','operator':'present'                         | false
          'what':'header','name':'x-other','operator':'contains','value':'e'            | false
          'what':'sensitivity','operator':'is','value':'company-confidential'           | true
          'what':'sensitivity','operator':'is','value':'private'                        | false
          'what':'size','operator':'larger','value':'100B'                              | true
          'what':'size','operator':'larger','value':'1MiB'                              | false
          'what':'size','operator':'smaller','value':'1MiB'                             | true
          'what':'sender-group','operator':'is','value':'Staff'                         | true
          'what':'sender-group','operator':'is','value':'staff'                         | false
          'what':'recipient-group','operator':'is','value':'Staff'                      | false
          'what':'encrypted'                                                            | false
          'what':'signed'                                                               | false
          """)
  void a_condition_holds_or_does_not(String condition, boolean expected) {
    assertThat(holds("all", "{" + condition + "}")).isEqualTo(expected);
    assertThat(holds("none", "{" + condition + "}")).isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource({
    "all,  true,  true,  true", "all,  true,  false, false", "all,  false, false, false",
    "any,  true,  true,  true", "any,  true,  false, true", "any,  false, false, false",
    "none, true,  true,  false", "none, true,  false, false", "none, false, false, true",
  })
  void conditions_hold_together(String match, boolean first, boolean second, boolean expected) {
    assertThat(holds(match, condition(first) + "," + condition(second))).isEqualTo(expected);
  }

  private static String condition(boolean holding) {
    return "{'what':'header','name':'%s','operator':'present'}"
        .formatted(holding ? "X-Class" : "X-None");
  }

  @Test
  void groups_of_conditions_stand_within_each_other() {
    var none =
        "{'match':'none','conditions':[%s,%s]}".formatted(condition(false), condition(false));

    assertThat(holds("all", condition(true) + "," + none)).isTrue();
    assertThat(holds("all", condition(false) + "," + none)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/encrypted; boundary=b                     | encrypted
          multipart/signed; boundary=b                        | signed
          application/pkcs7-mime; smime-type=enveloped-data   | encrypted
          application/pkcs7-mime; smime-type=signed-data      | signed
          application/pkcs7-mime; smime-type=compressed-data  |
          application/pkcs7-mime                              |
          multipart/mixed; boundary=b                         |
          """)
  void a_message_is_protected_as_its_type_says(String type, String what) {
    var mail = "From: ada@example.com\nContent-Type: " + type + "\n\n--b\n\nx\n--b\n\nx\n--b--\n";

    for (var each : List.of("encrypted", "signed")) {
      var rules = Mails.encryptingWhen("all", "{'what':'" + each + "'}");
      assertThat(decide(rules, mail).treatment() instanceof Treatment.Encrypt)
          .as(each)
          .isEqualTo(each.equals(what));
    }
  }

  @Test
  void armored_text_counts_only_as_the_whole_text() {
    var armor = "-----BEGIN PGP MESSAGE-----\n\nabcd\n-----END PGP MESSAGE-----\n";
    var rules = Mails.encryptingWhen("all", "{'what':'encrypted'}");

    assertThat(decide(rules, "From: a@example.com\n\n" + armor).treatment())
        .isInstanceOf(Treatment.Encrypt.class);
    assertThat(decide(rules, "From: a@example.com\n\nSecret.\n" + armor).treatment())
        .isEqualTo(new Treatment.Pass());
  }

  @Test
  void the_first_rule_that_decides_counts_and_fields_of_those_before_it_stay() {
    var rules =
        Mails.outbound(
            """
            {'name':'off','enabled':false,'action':{'do':'drop'}},
            {'name':'mark','fields':[{'name':'X-Seen','value':'yes'}],'copies':['log@example.com'],
             'action':{'do':'go-on'}},
            {'name':'never','match':'any','action':{'do':'drop'}},
            {'name':'stop','action':{'do':'bounce','reason':'Not today.'}},
            {'name':'late','action':{'do':'drop'}}
            """);

    var decision = decide(rules, MAIL);

    assertThat(decision.treatment()).isEqualTo(new Treatment.Bounce("Not today."));
    assertThat(decision.fields()).containsExactly(new AddedField("X-Seen", "yes"));
    assertThat(decision.copies()).containsExactly(Mails.address("log@example.com"));
    assertThat(decision.why().version()).isEqualTo(7);
    assertThat(decision.why().rule()).contains("stop");
    assertThat(decision.why().reason()).isEqualTo("it is for all messages");
    assertThat(decision.why().steps()).isEmpty();
  }

  @Test
  void a_chain_that_does_not_decide_gives_back() {
    var rules =
        new RuleSet(
            1,
            Mails.chains(
                """
                {'chains':[
                  {'name':'outbound','rules':[
                    {'name':'to partners','action':{'do':'go-to','chain':'partners'}},
                    {'name':'rest','action':{'do':'drop'}}]},
                  {'name':'inbound','rules':[]},
                  {'name':'partners','rules':[
                    {'name':'one','conditions':[
                       {'what':'recipient','operator':'is','value':'@partner.example'}],
                     'action':{'do':'sign','otherwise':'pass'}}]}]}
                """));
    var facts = Mails.facts(MAIL);

    var partner = rules.explain(Direction.OUTBOUND, facts, BERT, Membership.NONE);
    var other =
        rules.explain(Direction.OUTBOUND, facts, Mails.address("x@y.example"), Membership.NONE);

    assertThat(partner.treatment()).isEqualTo(new Treatment.Sign(OrElse.PASS));
    assertThat(partner.why().path()).containsExactly("outbound", "partners");
    assertThat(partner.why().chain()).isEqualTo("partners");
    assertThat(other.treatment()).isEqualTo(new Treatment.Drop());
    assertThat(other.why().steps())
        .containsExactly(
            "outbound, \"to partners\": holds (it is for all messages)",
            "partners, \"one\": does not hold (all of: the recipient is \"@partner.example\")",
            "outbound, \"rest\": holds (it is for all messages)");
  }

  @Test
  void where_no_rule_decides_the_message_passes() {
    var decision = decide(Mails.outbound(""), MAIL);

    assertThat(decision.treatment()).isEqualTo(new Treatment.Pass());
    assertThat(decision.why().rule()).isEqualTo(Optional.empty());
  }

  @Test
  void the_first_rules_encrypt_what_its_sender_marks_and_open_what_comes_in() {
    var rules = RuleSet.first();

    assertThat(decide(rules, MAIL).treatment())
        .isEqualTo(new Treatment.Encrypt(LeastTrust.FOUND, true, OrElse.WEB_MAIL));
    assertThat(decide(rules, "From: a@example.com\n\nHello.\n").treatment())
        .isEqualTo(new Treatment.Pass());
    assertThat(RuleWarnings.of(rules)).isEmpty();
    assertThat(Mails.chains(RuleWriting.json(rules.chains()))).isEqualTo(rules.chains());
  }

  @Test
  void no_mail_makes_a_pattern_slow() {
    var stars = "*a".repeat(99) + "b";
    var rules =
        Mails.encryptingWhen(
            "all", "{'what':'subject','operator':'matches','value':'" + stars + "'}");
    var mail = "From: a@example.com\nSubject: " + "a".repeat(900_000) + "\n\nx\n";

    var decision =
        org.junit.jupiter.api.Assertions.assertTimeout(
            Duration.ofMinutes(1), () -> decide(rules, mail));

    assertThat(decision.treatment()).isEqualTo(new Treatment.Pass());
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true", "?, '', false", "a*b, ab, true", "a*b, axxb, true", "a*b, axxbc, false",
    "*a*, xax, true", "a?c, abc, true", "a?c, ac, false", "**, x, true", "'', '', true",
    "'', x, false", "*.example, a.example.example, true", "*ab, aab, true"
  })
  void patterns_fit_the_whole_text(String pattern, String text, boolean expected) {
    assertThat(Wildcards.fits(pattern, text)).isEqualTo(expected);
  }
}

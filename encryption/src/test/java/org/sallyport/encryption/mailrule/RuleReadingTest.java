package org.sallyport.encryption.mailrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleReadingTest {
  private static final String ALL_THERE_IS =
      """
      {'chains':[
        {'name':'outbound','rules':[
          {'name':'a','enabled':false,'note':'why','match':'any','conditions':[
             {'what':'header','name':'X-A','operator':'contains','value':'b'},
             {'match':'none','conditions':[{'what':'size','operator':'larger','value':'10MiB'},
                                           {'what':'signed'}]}],
           'fields':[{'name':'X-B','value':'c'}],'copies':['log@example.com'],
           'action':{'do':'encrypt','trust':'trusted','sign':false,'otherwise':'pass'}},
          {'name':'b','action':{'do':'sign','otherwise':'web-mail'}},
          {'name':'c','action':{'do':'go-to','chain':'more'}}]},
        {'name':'inbound','rules':[
          {'name':'a','action':{'do':'decrypt','marking':'banner'}}]},
        {'name':'more','rules':[
          {'name':'a','action':{'do':'bounce','reason':'No.'}},
          {'name':'b','action':{'do':'web-mail'}},
          {'name':'c','action':{'do':'pass'}},
          {'name':'d','action':{'do':'drop'}},
          {'name':'e','action':{'do':'go-on'}}]}]}
      """;

  private static RuleReading.Read.Wrong wrong(String json) {
    return switch (RuleReading.text(json.replace('\'', '"'))) {
      case RuleReading.Read.Good good -> throw new AssertionError(good);
      case RuleReading.Read.Wrong wrong -> wrong;
    };
  }

  private static String withRule(String rule) {
    return "{'chains':[{'name':'outbound','rules':[%s]},{'name':'inbound','rules':[]}]}"
        .formatted(rule);
  }

  @Test
  void what_is_written_reads_as_the_same() {
    var chains = Mails.chains(ALL_THERE_IS);

    assertThat(Mails.chains(RuleWriting.json(chains))).isEqualTo(chains);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'action':{'do':'pass'}}                                           | /chains/0/rules/0/name
          {'name':'a'}                                                       | /chains/0/rules/0/action
          {'name':'a','action':{}}                                           | /chains/0/rules/0/action/do
          {'name':'a','action':{'do':'encypt'}}                              | /chains/0/rules/0/action/do
          {'name':'a','action':{'do':'pass','sign':true}}                    | /chains/0/rules/0/action/sign
          {'name':'a','action':{'do':'bounce'}}                              | /chains/0/rules/0/action/reason
          {'name':'a','action':{'do':'sign','otherwise':'sign'}}             | /chains/0/rules/0/action/otherwise
          {'name':'a','when':1,'action':{'do':'pass'}}                       | /chains/0/rules/0/when
          {'name':'a','conditions':[{'what':'size','operator':'is','value':'1'}],'action':{'do':'pass'}} | /chains/0/rules/0/conditions/0/operator
          {'name':'a','conditions':[{'what':'size','operator':'larger','value':'big'}],'action':{'do':'pass'}} | /chains/0/rules/0/conditions/0/value
          {'name':'a','conditions':[{'what':'subject','operator':'is'}],'action':{'do':'pass'}} | /chains/0/rules/0/conditions/0/value
          {'name':'a','conditions':[{'what':'header','operator':'present'}],'action':{'do':'pass'}} | /chains/0/rules/0/conditions/0/name
          {'name':'a','conditions':[{'what':'sensitivity','operator':'is','value':'high'}],'action':{'do':'pass'}} | /chains/0/rules/0/conditions/0/value
          {'name':'a','fields':[{'name':'From','value':'x'}],'action':{'do':'pass'}} | /chains/0/rules/0/fields/0/name
          {'name':'a','fields':[{'name':'X-Sallyport-Verdict','value':'x'}],'action':{'do':'pass'}} | /chains/0/rules/0/fields/0/name
          {'name':'a','copies':['nobody'],'action':{'do':'pass'}}            | /chains/0/rules/0/copies/0
          {'name':'a','action':{'do':'pass'}},{'name':'a','action':{'do':'pass'}} | /chains/0/rules/1/name
          {'name':'a','action':{'do':'go-to','chain':'nowhere'}}             | /chains/0/rules
          {'name':'a','action':{'do':'go-to','chain':'outbound'}}            | /chains
          """)
  void what_is_wrong_is_pointed_at(String rule, String pointer) {
    assertThat(wrong(withRule(rule)).pointer()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'chains':[]}",
        "{'chains':[{'name':'outbound','rules':[]}]}",
        "{'chains':[{'name':'Out bound','rules':[]}]}"
      })
  void both_directions_have_a_chain(String json) {
    assertThat(wrong(json).expected()).isNotBlank();
  }

  @Test
  void chains_in_circles_are_refused() {
    var json =
        """
        {'chains':[
          {'name':'outbound','rules':[{'name':'a','action':{'do':'go-to','chain':'x'}}]},
          {'name':'inbound','rules':[]},
          {'name':'x','rules':[{'name':'a','action':{'do':'go-to','chain':'y'}}]},
          {'name':'y','rules':[{'name':'a','action':{'do':'go-to','chain':'x'}}]}]}
        """;

    assertThat(wrong(json).expected()).isEqualTo("rules lead from the chain x back to it");
  }

  @Test
  void conditions_are_nested_so_deep_and_no_deeper() {
    var condition = "{'what':'signed'}";
    for (int depth = 1; depth <= Conditions.DEEPEST; depth++) {
      var rule = "{'name':'a','conditions':[" + condition + "],'action':{'do':'pass'}}";
      assertThat(Mails.chains(withRule(rule))).hasSize(2);
      condition = "{'conditions':[" + condition + "]}";
    }

    assertThat(
            wrong(withRule("{'name':'a','conditions':[" + condition + "],'action':{'do':'pass'}}"))
                .expected())
        .startsWith("they are nested more than");
  }

  @Test
  void people_are_warned_of_what_is_allowed_and_hardly_meant() {
    var chains =
        Mails.chains(
            """
            {'chains':[
              {'name':'outbound','rules':[
                {'name':'all','action':{'do':'encrypt','otherwise':'sign'}},
                {'name':'late','action':{'do':'drop'}}]},
              {'name':'inbound','rules':[]},
              {'name':'lost','rules':[]}]}
            """);

    assertThat(RuleWarnings.of(new RuleSet(1, chains)))
        .isEqualTo(
            List.of(
                "chain outbound, rule \"all\": where there is no key, the message leaves in clear",
                "chain outbound, rule \"late\": it is never looked at, as a rule before it decides"
                    + " for all messages",
                "chain lost: no rule goes to it"));
  }

  @Test
  void what_rules_want_and_the_server_has_not_is_warned_of() {
    var good =
        (RuleReading.Read.Good)
            RuleReading.text(
                """
                {"chains":[{"name":"inbound","rules":[]},{"name":"outbound","rules":[
                  {"name":"Board","conditions":[
                    {"match":"any","conditions":[
                      {"what":"sender-group","operator":"is","value":"bord"},
                      {"what":"sender-group","operator":"is","value":"staff"}]}],
                   "action":{"do":"web-mail"}}]}]}
                """);
    var rules = new RuleSet(1, good.chains());

    assertThat(RuleWarnings.of(rules, new RuleWarnings.Server(false, Set.of("Board", "Staff"))))
        .hasSize(2)
        .anyMatch(each -> each.contains("offers no web mail"))
        .anyMatch(each -> each.contains("there is no group \"bord\""));
    assertThat(RuleWarnings.of(rules, new RuleWarnings.Server(true, Set.of("Bord", "Staff"))))
        .isEmpty();
  }

  @Test
  void the_nearest_word_is_offered() {
    assertThat(
            RuleReading.text(
                """
                {"chains":[{"name":"outbound","rules":[
                  {"name":"One","conditions":[{"what":"subjct","value":"x"}],
                   "action":{"do":"pass"}}]}]}
                """))
        .isInstanceOfSatisfying(
            RuleReading.Read.Wrong.class,
            wrong -> assertThat(wrong.expected()).contains("did you mean subject?"));
  }
}

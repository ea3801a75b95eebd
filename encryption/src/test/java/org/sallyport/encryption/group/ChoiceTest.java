package org.sallyport.encryption.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.group.Condition.Match;
import org.sallyport.encryption.group.Criterion.Operator;
import org.sallyport.encryption.group.Criterion.Subject;

class ChoiceTest {
  private static final Consumer ADA =
      new Consumer(
          "u_ada",
          new Address("ada@example.com"),
          "Ada",
          Consumer.State.ACTIVE,
          "directory",
          List.of(new Address("ada@example.com"), new Address("countess@sub.example.org")),
          Map.of(
              "department",
              List.of("Engineering"),
              "memberof",
              List.of("CN=Staff, OU=Groups,DC=example,DC=com", "cn=other,dc=example,dc=com")),
          TestDomain.START,
          1,
          Optional.of("ada"),
          Optional.empty());

  private static Group group(String name, Match match, Criterion... criteria) {
    return new Group("g_" + name, name, new Condition(match, List.of(criteria)), "Default", 1);
  }

  private static final Group EVERYBODY =
      new Group(Group.EVERYBODY, "Everybody", Condition.EVERYBODY, "Default", 1);

  private static final Criterion ENGINEERS =
      Criterion.attribute("Department", Operator.EQUALS, "engineering");
  private static final Criterion ROOMS = Criterion.attribute("room", Operator.PRESENT, "");

  @ParameterizedTest
  @CsvSource({
    "ATTRIBUTE,department,EQUALS,ENGINEERING,true",
    "ATTRIBUTE,department,EQUALS,Engineer,false",
    "ATTRIBUTE,department,CONTAINS,gineer,true",
    "ATTRIBUTE,department,STARTS_WITH,eng,true",
    "ATTRIBUTE,department,STARTS_WITH,ing,false",
    "ATTRIBUTE,department,ENDS_WITH,RING,true",
    "ATTRIBUTE,department,PRESENT,'',true",
    "ATTRIBUTE,room,PRESENT,'',false",
    "ATTRIBUTE,memberOf,MEMBER_OF,'cn=staff,ou=groups,dc=example,dc=com',true",
    "ATTRIBUTE,memberOf,MEMBER_OF,'cn=staff,dc=example,dc=com',false",
    "ADDRESS,'',EQUALS,Countess@sub.example.org,true",
    "ADDRESS,'',ENDS_WITH,@example.com,true",
    "DOMAIN,'',EQUALS,example.com,true",
    "DOMAIN,'',ENDS_WITH,.org,true",
    "DOMAIN,'',EQUALS,example.net,false",
  })
  void a_criterion_looks_at_every_value(
      Subject subject, String attribute, Operator operator, String value, boolean holds) {
    assertThat(new Criterion(subject, attribute, operator, value).holds(ADA)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "ATTRIBUTE,'',EQUALS,x",
    "ATTRIBUTE,a b,EQUALS,x",
    "ATTRIBUTE,department,EQUALS,''",
    "ATTRIBUTE,department,PRESENT,x",
    "ATTRIBUTE,memberof,MEMBER_OF,staff",
    "ADDRESS,department,EQUALS,x",
    "ADDRESS,'',PRESENT,''",
    "DOMAIN,'',MEMBER_OF,'cn=staff'",
  })
  void a_criterion_without_sense_is_refused(
      Subject subject, String attribute, Operator operator, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Criterion(subject, attribute, operator, value));
  }

  @Test
  void the_first_group_that_matches_says_why() {
    var staff = group("Staff", Match.ALL, ENGINEERS);
    var rooms = group("Rooms", Match.ANY, ROOMS, ENGINEERS);

    assertThat(Choice.of(List.of(staff, rooms, EVERYBODY), ADA).why())
        .isEqualTo("matched group Staff because department equals engineering");
    assertThat(Choice.of(List.of(rooms, staff, EVERYBODY), ADA).why())
        .isEqualTo("matched group Rooms because department equals engineering");
    assertThat(Choice.of(List.of(EVERYBODY), ADA).why())
        .isEqualTo("matched group Everybody because everybody does");
  }

  @Test
  void all_needs_each_any_needs_one_and_none_needs_no_criterion() {
    assertThat(group("a", Match.ALL, ENGINEERS, ROOMS).condition().reason(ADA)).isEmpty();
    assertThat(group("a", Match.ANY, ENGINEERS, ROOMS).condition().reason(ADA)).isPresent();
    assertThat(group("a", Match.NONE, ENGINEERS, ROOMS).condition().reason(ADA)).isEmpty();
    assertThat(group("a", Match.NONE, ROOMS).condition().reason(ADA))
        .hasValue("because not room is present");
  }
}

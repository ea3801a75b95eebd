package org.sallyport.encryption.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;

@ParameterizedClass
@EnumSource
class GroupsTest {
  private static final String ADA = "administrator ada";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;

  @BeforeEach
  void open() {
    at = stores.open(folder);
  }

  @AfterEach
  void close() {
    at.close();
  }

  private Groups groups() {
    return at.domain.groups();
  }

  private static GroupEdit edit(String name) {
    return edit(name, "Default");
  }

  private static GroupEdit edit(String name, String policy) {
    return new GroupEdit(
        name,
        new Condition(
            Condition.Match.ALL,
            List.of(Criterion.attribute("department", Criterion.Operator.EQUALS, name))),
        policy);
  }

  private Group added(String name) {
    return ((GroupChange.Done) at.store.write(in -> groups().add(in, ADA, edit(name)))).group();
  }

  private List<String> order() {
    return at.store.read(in -> groups().all(in)).stream().map(Group::name).toList();
  }

  @Test
  void everybody_is_there_from_the_beginning_and_stays_the_last() {
    var first = added("Staff");
    added("Guests");

    assertThat(order()).containsExactly("Staff", "Guests", "Everybody");
    assertThat(at.store.<GroupChange>write(in -> groups().remove(in, ADA, Group.EVERYBODY)))
        .isInstanceOf(GroupChange.Invalid.class);
    assertThat(at.store.<GroupChange>write(in -> groups().move(in, ADA, Group.EVERYBODY, 0)))
        .isInstanceOf(GroupChange.Invalid.class);
    at.store.write(in -> groups().move(in, ADA, first.id(), 99));
    assertThat(order()).containsExactly("Guests", "Staff", "Everybody");
    at.store.write(in -> groups().move(in, ADA, first.id(), 0));
    assertThat(order()).containsExactly("Staff", "Guests", "Everybody");
  }

  @Test
  void everybody_changes_its_name_and_policy_but_not_its_condition() {
    at.store.write(
        in -> groups().edit(in, ADA, Group.EVERYBODY, Optional.empty(), edit("The rest")));

    var rest = at.store.read(in -> groups().find(in, Group.EVERYBODY)).orElseThrow();
    assertThat(rest.name()).isEqualTo("The rest");
    assertThat(rest.condition()).isEqualTo(Condition.EVERYBODY);
  }

  @Test
  void a_group_needs_a_name_of_its_own_a_policy_and_a_criterion() {
    added("Staff");
    var nobody = new GroupEdit("Empty", new Condition(Condition.Match.ALL, List.of()), "Default");

    assertThat(at.store.<GroupChange>write(in -> groups().add(in, ADA, edit("Staff"))))
        .isInstanceOf(GroupChange.Exists.class);
    assertThat(at.store.<GroupChange>write(in -> groups().add(in, ADA, edit("New", "None"))))
        .isEqualTo(new GroupChange.Invalid("/policy", "there is no policy of that name"));
    assertThat(at.store.<GroupChange>write(in -> groups().add(in, ADA, nobody)))
        .isEqualTo(new GroupChange.Invalid("/criteria", "expected one criterion at least"));
  }

  @Test
  void a_change_that_was_meant_for_another_version_is_not_made() {
    var staff = added("Staff");

    var changed =
        at.store.<GroupChange>write(
            in -> groups().edit(in, ADA, staff.id(), Optional.of(1L), edit("People")));
    var again =
        at.store.<GroupChange>write(
            in -> groups().edit(in, ADA, staff.id(), Optional.of(1L), edit("Others")));

    assertThat(changed).isInstanceOf(GroupChange.Done.class);
    assertThat(again).isEqualTo(new GroupChange.Stale(2));
    assertThat(order()).containsExactly("People", "Everybody");
  }

  @Test
  void a_group_that_is_removed_is_gone_and_all_of_it_is_in_the_audit_trail() {
    var staff = added("Staff");
    at.store.write(in -> groups().remove(in, ADA, staff.id()));

    assertThat(order()).containsExactly("Everybody");
    assertThat(at.store.<GroupChange>write(in -> groups().remove(in, ADA, staff.id())))
        .isInstanceOf(GroupChange.Unknown.class);
    assertThat(
            at.store.<List<AuditEntry>>read(
                in ->
                    at.domain.audit().entries(in, Optional.of("Staff"), OptionalLong.empty(), 10)))
        .extracting(each -> each.action() + " by " + each.actor())
        .containsExactly("group-removed by " + ADA, "group-added by " + ADA);
  }

  @Test
  void a_group_is_read_from_json() {
    var read =
        read(
            """
            {"name":"Staff","policy":"Default","match":"any","criteria":[
             {"subject":"attribute","attribute":"memberOf","operator":"member-of",
              "value":"cn=staff,dc=example,dc=com"},
             {"subject":"domain","operator":"equals","value":"example.com"}]}
            """);

    assertThat(read.condition().match()).isEqualTo(Condition.Match.ANY);
    assertThat(read.condition().words())
        .isEqualTo(
            "any of: memberof has the group cn=staff,dc=example,dc=com; domain equals example.com");
  }

  @Test
  void what_is_wrong_in_json_is_named() {
    assertThatExceptionOfType(JsonRefused.class)
        .isThrownBy(
            () ->
                read(
                    "{\"name\":\"a\",\"policy\":\"Default\",\"criteria\":[{\"attribute\":\"b\","
                        + "\"operator\":\"member-of\",\"value\":\"staff\"}]}"))
        .satisfies(
            refused -> {
              assertThat(refused.pointer()).hasValue("/criteria/0/value");
              assertThat(refused.expected()).contains("distinguished name");
            });
  }

  private static GroupEdit read(String json) {
    return JsonText.read(json.getBytes(UTF_8), GroupReading::of);
  }
}

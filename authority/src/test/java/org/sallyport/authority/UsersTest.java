package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.authority.ledger.AuditEntry;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;

class UsersTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.in(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static UserName name(String text) {
    return UserName.of(text).orElseThrow();
  }

  private Change<User> create(Caller caller, String name, Optional<String> external) {
    var user = new NewUser(name(name), external, Optional.of("cluster 1"), UserState.ACTIVE);
    return scene.store.write(in -> scene.domain.users().create(in, caller, user));
  }

  private Change<User> edit(String name, OptionalLong version, UserEdit edit) {
    return scene.store.write(
        in -> scene.domain.users().edit(in, Scene.CALLER, name(name), version, edit));
  }

  private List<String> search(String text, Optional<UserName> after, int limit) {
    return scene
        .store
        .read(in -> scene.domain.users().search(in, "example", text, after, limit))
        .stream()
        .map(user -> user.name().text())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"Anna,anna", "ÄNNA@Example.COM,änna@example.com", "ａｎｎａ,anna", "Ⅷ,viii"})
  void names_are_compared_lower_case_and_normalised(String written, String kept) {
    assertThat(UserName.of(written)).contains(new UserName(kept));
    Scene.done(create(Scene.CALLER, written, Optional.empty()));
    assertThat(create(Scene.CALLER, kept, Optional.empty())).isInstanceOf(Change.Exists.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\u0085"})
  void what_is_no_name_is_none(String text) {
    assertThat(UserName.of(text)).isEmpty();
    assertThatThrownBy(() -> new UserName(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_has_at_most_128_characters() {
    assertThat(UserName.of("a".repeat(128))).isPresent();
    assertThat(UserName.of("a".repeat(129))).isEmpty();
    assertThat(UserName.of("\uFDFA".repeat(100))).isEmpty();
  }

  @Test
  void a_user_is_read_as_created() {
    Scene.done(create(Scene.CALLER, "anna", Optional.of("uuid-1")));
    var anna = scene.read(name("anna"));
    assertThat(anna)
        .isEqualTo(
            new User(
                name("anna"),
                Optional.of("uuid-1"),
                Optional.of("cluster 1"),
                UserState.ACTIVE,
                Optional.empty(),
                false,
                Scene.NOON,
                1));
  }

  @Test
  void an_edit_merges_and_an_empty_text_clears() {
    Scene.done(create(Scene.CALLER, "anna", Optional.of("uuid-1")));
    var none = Optional.<String>empty();
    var off =
        Scene.done(
            edit(
                "anna",
                OptionalLong.empty(),
                new UserEdit(Optional.of(UserState.DISABLED), none, none)));
    assertThat(off.state()).isEqualTo(UserState.DISABLED);
    assertThat(off.externalId()).contains("uuid-1");
    assertThat(off.version()).isEqualTo(2);
    var cleared =
        Scene.done(
            edit(
                "anna", OptionalLong.of(2), new UserEdit(Optional.empty(), Optional.of(""), none)));
    assertThat(cleared.externalId()).isEmpty();
    assertThat(cleared.ownerCluster()).contains("cluster 1");
    assertThat(cleared.state()).isEqualTo(UserState.DISABLED);
  }

  @Test
  void a_change_for_another_version_is_stale() {
    Scene.done(create(Scene.CALLER, "anna", Optional.empty()));
    var edit = new UserEdit(Optional.of(UserState.DISABLED), Optional.empty(), Optional.empty());
    assertThat(edit("anna", OptionalLong.of(7), edit)).isEqualTo(new Change.Stale<User>(1));
    Change<User> gone =
        scene.store.write(
            in -> scene.domain.users().delete(in, Scene.CALLER, name("anna"), OptionalLong.of(7)));
    assertThat(gone).isEqualTo(new Change.Stale<User>(1));
    assertThat(scene.read(name("anna")).state()).isEqualTo(UserState.ACTIVE);
  }

  @Test
  void nobody_is_unknown_to_every_change() {
    var edit = new UserEdit(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(edit("nobody", OptionalLong.empty(), edit)).isInstanceOf(Change.Unknown.class);
    Change<User> unlocked =
        scene.store.write(in -> scene.domain.users().unlock(in, Scene.CALLER, name("nobody")));
    assertThat(unlocked).isInstanceOf(Change.Unknown.class);
    Change<User> deleted =
        scene.store.write(
            in ->
                scene
                    .domain
                    .users()
                    .delete(in, Scene.CALLER, name("nobody"), OptionalLong.empty()));
    assertThat(deleted).isInstanceOf(Change.Unknown.class);
  }

  @Test
  void a_search_finds_parts_of_names_and_external_ids_page_by_page() {
    for (var name : List.of("anna", "hanna", "bert", "a_b", "a%b", "a!b")) {
      Scene.done(create(Scene.CALLER, name, Optional.of("X-" + name.length())));
    }
    Scene.done(create(new Caller("other", "x"), "annabel", Optional.empty()));
    assertThat(search("", Optional.empty(), 10))
        .containsExactly("a!b", "a%b", "a_b", "anna", "bert", "hanna");
    assertThat(search("", Optional.of(name("a_b")), 2)).containsExactly("anna", "bert");
    assertThat(search("NNA", Optional.empty(), 10)).containsExactly("anna", "hanna");
    assertThat(search("_", Optional.empty(), 10)).containsExactly("a_b");
    assertThat(search("%", Optional.empty(), 10)).containsExactly("a%b");
    assertThat(search("!", Optional.empty(), 10)).containsExactly("a!b");
    assertThat(search("x-5", Optional.empty(), 10)).containsExactly("hanna");
    assertThat(search("a\u0000", Optional.empty(), 10)).isEmpty();
  }

  @Test
  void a_deleted_user_leaves_nothing_behind() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    Scene.done(
        scene.store.write(
            in ->
                scene
                    .domain
                    .temporaryCodes()
                    .issue(in, Scene.CALLER, anna, java.time.Duration.ofHours(1), 1)));
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().delete(in, Scene.CALLER, anna, OptionalLong.empty())));
    scene.user("anna");
    assertThat(scene.credentials(anna)).isEmpty();
    assertThat(scene.temporaryCodes(anna)).isEmpty();
    assertThat(device.credential().user()).isEqualTo(anna);
  }

  @Test
  void every_change_is_in_the_audit_trail() {
    var anna = scene.user("anna");
    var device = scene.totp(anna);
    for (int i = 0; i < 3; i++) {
      scene.check(anna, scene.wrong(device));
    }
    Scene.done(scene.store.write(in -> scene.domain.users().unlock(in, Scene.CALLER, anna)));
    var entries =
        scene.store.read(
            in ->
                scene
                    .domain
                    .audit()
                    .entries(in, "example", Optional.of("anna"), OptionalLong.empty(), 10));
    assertThat(entries)
        .extracting(AuditEntry::action)
        .containsExactly("user-unlocked", "user-locked", "credential-added", "user-created");
    assertThat(entries).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo("gateway1"));
    var older =
        scene.store.read(
            in ->
                scene
                    .domain
                    .audit()
                    .entries(
                        in,
                        "example",
                        Optional.empty(),
                        OptionalLong.of(entries.get(2).sequence()),
                        10));
    assertThat(older).extracting(AuditEntry::action).containsExactly("user-created");
  }
}

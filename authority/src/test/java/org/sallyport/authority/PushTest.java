package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Refusal;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.push.Activation;
import org.sallyport.authority.push.Challenge;
import org.sallyport.authority.push.Decided;
import org.sallyport.authority.push.Decision;
import org.sallyport.authority.push.Device;
import org.sallyport.authority.push.PushRequest;
import org.sallyport.authority.push.Pushed;
import org.sallyport.authority.user.Pins;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.kernel.Secret;
import org.sallyport.store.StoreSettings;

class PushTest {
  private static final String DISPLAY = "{\"title\":\"VPN\"}";

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Scene scene;
  private UserName anna;

  @BeforeEach
  void open() {
    scene = Scene.in(folder);
    anna = scene.user("anna");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    scene.close();
  }

  private static Activation invite(Scene scene, UserName user) {
    return Scene.done(
        scene.store.write(in -> scene.domain.devices().invite(in, Scene.CALLER, user)));
  }

  private static Change<Device> enrol(Scene scene, String code, byte[] key) {
    return scene.store.write(in -> scene.domain.devices().enrol(in, code, key, "phone"));
  }

  private Device device(UserName user) {
    return Scene.done(enrol(scene, invite(scene, user).code(), new byte[32]));
  }

  private static PushRequest request() {
    return new PushRequest(Scene.key(), DISPLAY, Duration.ofSeconds(60));
  }

  private Pushed.Pending begin(UserName user) {
    return (Pushed.Pending) scene.domain.challenges().begin(Scene.CALLER, user, request());
  }

  private Pushed look(String id) {
    return scene.domain.challenges().await("example", id, Duration.ZERO);
  }

  private static Decision approve(String number) {
    return new Decision(true, Optional.of(number));
  }

  private static void refused(Pushed pushed, Refusal reason) {
    assertThat(pushed)
        .isInstanceOfSatisfying(
            Pushed.Refused.class, no -> assertThat(no.reason()).isEqualTo(reason));
  }

  @Test
  void the_right_number_accepts() {
    var device = device(anna);
    var pending = begin(anna);
    assertThat(pending.number()).matches("[1-9][0-9]");
    assertThat(scene.domain.challenges().pending(device, Duration.ZERO))
        .extracting(Challenge::id, Challenge::display)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(pending.id(), DISPLAY));
    assertThat(scene.domain.challenges().decide(device, pending.id(), approve(pending.number())))
        .isEqualTo(new Decided.Taken(true));
    assertThat(look(pending.id())).isEqualTo(new Pushed.Accepted(pending.id(), device.id()));
    assertThat(scene.domain.challenges().pending(device, Duration.ZERO)).isEmpty();
  }

  @Test
  void a_wrong_number_refuses_the_login_and_no_second_try_helps() {
    var device = device(anna);
    var pending = begin(anna);
    var wrong = pending.number().equals("10") ? "11" : "10";
    assertThat(scene.domain.challenges().decide(device, pending.id(), approve(wrong)))
        .isEqualTo(new Decided.Taken(false));
    refused(look(pending.id()), Refusal.WRONG_NUMBER);
    assertThat(scene.domain.challenges().decide(device, pending.id(), approve(pending.number())))
        .isEqualTo(new Decided.TooLate());
    refused(look(pending.id()), Refusal.WRONG_NUMBER);
  }

  @Test
  void an_approval_without_the_number_decides_nothing() {
    var device = device(anna);
    var pending = begin(anna);
    var bare = new Decision(true, Optional.empty());
    assertThat(scene.domain.challenges().decide(device, pending.id(), bare))
        .isEqualTo(new Decided.NumberMissing());
    assertThat(look(pending.id())).isEqualTo(pending);
  }

  private Pushed begin(boolean numbered, Optional<String> pin) {
    var request =
        new PushRequest(
            Scene.key(), DISPLAY, Duration.ofSeconds(60), numbered, pin.map(Secret::ofText));
    return scene.domain.challenges().begin(Scene.CALLER, anna, request);
  }

  @Test
  void a_login_that_shows_no_number_is_approved_without_one() {
    var device = device(anna);
    var pending = (Pushed.Pending) begin(false, Optional.empty());
    assertThat(pending.number()).isEmpty();
    assertThat(scene.domain.challenges().pending(device, Duration.ZERO))
        .extracting(Challenge::numbered)
        .containsExactly(false);
    var bare = new Decision(true, Optional.empty());
    assertThat(scene.domain.challenges().decide(device, pending.id(), bare))
        .isEqualTo(new Decided.Taken(true));
  }

  @Test
  void a_number_where_the_login_shows_none_was_meant_for_another_login() {
    var device = device(anna);
    var pending = (Pushed.Pending) begin(false, Optional.empty());
    assertThat(scene.domain.challenges().decide(device, pending.id(), approve("42")))
        .isEqualTo(new Decided.Taken(false));
  }

  @Test
  void who_has_a_pin_is_asked_on_a_device_only_after_it() {
    device(anna);
    var hash = Pins.hash(Secret.ofText("2580"));
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().setPin(in, Scene.CALLER, anna, Optional.of(hash))));
    refused(begin(true, Optional.empty()), Refusal.PIN);
    assertThat(begin(true, Optional.of("2580"))).isInstanceOf(Pushed.Pending.class);
    for (int i = 0; i < 3; i++) {
      refused(begin(true, Optional.of("0000")), Refusal.PIN);
    }
    refused(begin(true, Optional.of("2580")), Refusal.LOCKED);
  }

  @Test
  void no_means_no() {
    var device = device(anna);
    var pending = begin(anna);
    scene.domain.challenges().decide(device, pending.id(), new Decision(false, Optional.empty()));
    refused(look(pending.id()), Refusal.DENIED);
  }

  @Test
  void a_challenge_ends_with_its_time() {
    var device = device(anna);
    var pending = begin(anna);
    scene.clock.advance(Duration.ofSeconds(60));
    refused(look(pending.id()), Refusal.EXPIRED);
    assertThat(scene.domain.challenges().pending(device, Duration.ZERO)).isEmpty();
    assertThat(scene.domain.challenges().decide(device, pending.id(), approve(pending.number())))
        .isEqualTo(new Decided.TooLate());
  }

  @Test
  void one_key_is_one_push() {
    device(anna);
    var request = request();
    var challenges = scene.domain.challenges();
    var first = challenges.begin(Scene.CALLER, anna, request);
    assertThat(challenges.begin(Scene.CALLER, anna, request)).isEqualTo(first);
    var other = new PushRequest(request.key(), "{}", request.timeout());
    assertThat(challenges.begin(Scene.CALLER, anna, other)).isInstanceOf(Pushed.Mismatch.class);
    assertThat(challenges.begin(Scene.CALLER, scene.user("bert"), request))
        .isInstanceOf(Pushed.Mismatch.class);
  }

  @Test
  void nobody_disabled_and_deviceless_users_get_no_push() {
    var challenges = scene.domain.challenges();
    refused(challenges.begin(Scene.CALLER, anna, request()), Refusal.NO_CREDENTIAL);
    assertThat(challenges.begin(Scene.CALLER, UserName.of("nobody").orElseThrow(), request()))
        .isInstanceOf(Pushed.Unknown.class);
    var device = device(anna);
    var before = begin(anna);
    var off = new UserEdit(Optional.of(UserState.DISABLED), Optional.empty(), Optional.empty());
    Scene.done(
        scene.store.write(
            in -> scene.domain.users().edit(in, Scene.CALLER, anna, OptionalLong.empty(), off)));
    refused(challenges.begin(Scene.CALLER, anna, request()), Refusal.DISABLED);
    challenges.decide(device, before.id(), approve(before.number()));
    refused(look(before.id()), Refusal.DISABLED);
  }

  @Test
  void a_device_decides_for_its_user_alone() {
    device(anna);
    var other = device(scene.user("bert"));
    var pending = begin(anna);
    assertThat(scene.domain.challenges().decide(other, pending.id(), approve(pending.number())))
        .isEqualTo(new Decided.Unknown());
    assertThat(look(pending.id())).isEqualTo(pending);
    assertThat(scene.domain.challenges().await("other", pending.id(), Duration.ZERO))
        .isInstanceOf(Pushed.Unknown.class);
  }

  @Test
  void who_waits_is_told_at_once() throws Exception {
    var device = device(anna);
    var shown =
        CompletableFuture.supplyAsync(
            () -> scene.domain.challenges().pending(device, Duration.ofSeconds(60)), threads);
    var pending = begin(anna);
    assertThat(shown.get(30, TimeUnit.SECONDS)).hasSize(1);
    var decided =
        CompletableFuture.supplyAsync(
            () -> scene.domain.challenges().await("example", pending.id(), Duration.ofSeconds(50)),
            threads);
    scene.domain.challenges().decide(device, pending.id(), approve(pending.number()));
    assertThat(decided.get(30, TimeUnit.SECONDS)).isInstanceOf(Pushed.Accepted.class);
  }

  private Map<String, Pushed> decided(Duration wait, String... ids) {
    return scene.domain.challenges().await("example", List.of(ids), wait);
  }

  @Test
  void one_wait_is_for_many_and_tells_of_those_that_are_decided() throws Exception {
    var device = device(anna);
    var pending = new ArrayList<Pushed.Pending>();
    for (int i = 0; i < 250; i++) {
      pending.add(begin(anna));
    }
    var ids = pending.stream().map(Pushed.Pending::id).toArray(String[]::new);
    assertThat(decided(Duration.ZERO, ids)).isEmpty();
    var waiting =
        CompletableFuture.supplyAsync(() -> decided(Duration.ofSeconds(50), ids), threads);
    var yes = pending.get(3);
    var no = pending.get(207);
    scene.domain.challenges().decide(device, yes.id(), approve(yes.number()));
    var told = new HashMap<>(waiting.get(30, TimeUnit.SECONDS));
    assertThat(told).containsEntry(yes.id(), new Pushed.Accepted(yes.id(), device.id()));
    scene.domain.challenges().decide(device, no.id(), new Decision(false, Optional.empty()));
    told.putAll(decided(Duration.ofSeconds(50), no.id()));
    assertThat(told).hasSize(2);
    assertThat(told).containsEntry(no.id(), new Pushed.Refused(no.id(), Refusal.DENIED));
  }

  @Test
  void who_waits_for_many_is_told_of_those_whose_time_is_over_and_of_strangers() {
    device(anna);
    var first = begin(anna);
    scene.clock.advance(Duration.ofSeconds(30));
    var second = begin(anna);
    scene.clock.advance(Duration.ofSeconds(30));
    var told = decided(Duration.ofSeconds(50), first.id(), second.id());
    assertThat(told).isEqualTo(Map.of(first.id(), new Pushed.Refused(first.id(), Refusal.EXPIRED)));
    assertThat(decided(Duration.ofSeconds(50), second.id(), "a_other"))
        .isEqualTo(Map.of("a_other", new Pushed.Unknown()));
    assertThat(scene.domain.challenges().await("other", List.of(second.id()), Duration.ZERO))
        .isEqualTo(Map.of(second.id(), new Pushed.Unknown()));
  }

  @Test
  void who_waits_for_many_at_another_process_of_the_same_store_is_told() throws Exception {
    var settings = StoreSettings.file(folder.resolve("authority.db"));
    try (var other = Scene.over(settings, Optional.empty(), Scene.POLICIES)) {
      var device = device(anna);
      var ids = List.of(begin(anna).id(), begin(anna).id());
      var waiting =
          CompletableFuture.supplyAsync(
              () -> other.domain.challenges().await("example", ids, Duration.ofSeconds(50)),
              threads);
      scene
          .domain
          .challenges()
          .decide(device, ids.getLast(), new Decision(false, Optional.empty()));
      assertThat(waiting.get(30, TimeUnit.SECONDS)).containsOnlyKeys(ids.getLast());
    }
  }

  @Test
  void who_waits_at_another_process_of_the_same_store_is_told() throws Exception {
    var settings = StoreSettings.file(folder.resolve("authority.db"));
    try (var other = Scene.over(settings, Optional.empty(), Scene.POLICIES)) {
      var device = device(anna);
      List<CompletableFuture<List<Challenge>>> shown =
          List.of(
              CompletableFuture.supplyAsync(
                  () -> other.domain.challenges().pending(device, Duration.ofSeconds(60)),
                  threads));
      var pending = begin(anna);
      assertThat(shown.getFirst().get(30, TimeUnit.SECONDS)).hasSize(1);
      var decided =
          CompletableFuture.supplyAsync(
              () ->
                  scene.domain.challenges().await("example", pending.id(), Duration.ofSeconds(50)),
              threads);
      other.domain.challenges().decide(device, pending.id(), approve(pending.number()));
      assertThat(decided.get(30, TimeUnit.SECONDS)).isInstanceOf(Pushed.Accepted.class);
    }
  }

  @Test
  void waiting_ends_when_the_authority_does() throws Exception {
    device(anna);
    var pending = begin(anna);
    var waiting =
        CompletableFuture.supplyAsync(
            () -> scene.domain.challenges().await("example", pending.id(), Duration.ofSeconds(50)),
            threads);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              scene.domain.close();
              assertThat(waiting.get(100, TimeUnit.MILLISECONDS)).isEqualTo(pending);
            });
  }

  @Test
  void an_activation_code_enrols_one_device_within_an_hour() {
    var activation = invite(scene, anna);
    assertThat(activation.code()).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");
    assertThat(activation.toString()).doesNotContain(activation.code());
    assertThat(enrol(scene, activation.code(), new byte[31])).isInstanceOf(Change.Invalid.class);
    var typed = activation.code().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
    var device = Scene.done(enrol(scene, typed, new byte[32]));
    assertThat(device.user()).isEqualTo(anna);
    assertThat(enrol(scene, activation.code(), new byte[32])).isInstanceOf(Change.Unknown.class);
    var late = invite(scene, anna);
    scene.clock.advance(Duration.ofHours(1));
    assertThat(enrol(scene, late.code(), new byte[32])).isInstanceOf(Change.Unknown.class);
  }

  @Test
  void a_removed_device_is_gone() {
    var device = device(anna);
    Change<Device> gone =
        scene.store.write(in -> scene.domain.devices().remove(in, Scene.CALLER, anna, device.id()));
    assertThat(Scene.done(gone).id()).isEqualTo(device.id());
    Optional<Device> found = scene.store.read(in -> scene.domain.devices().find(in, device.id()));
    assertThat(found).isEmpty();
    refused(scene.domain.challenges().begin(Scene.CALLER, anna, request()), Refusal.NO_CREDENTIAL);
  }

  @Test
  void a_nonce_is_spent_once() {
    var until = Scene.NOON.plusSeconds(120);
    boolean first =
        scene.store.write(in -> scene.domain.devices().spend(in, "d_1", "nonce", until));
    boolean second =
        scene.store.write(in -> scene.domain.devices().spend(in, "d_1", "nonce", until));
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }
}

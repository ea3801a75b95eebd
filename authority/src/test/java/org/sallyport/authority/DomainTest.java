package org.sallyport.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.ledger.Repeated;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.StoreSettings;

class DomainTest {
  @TempDir private Path folder;

  private static Repeated once(Scene scene, String key, String request, String reply) {
    return scene.store.write(
        in -> scene.domain.repetitions().once(in, "example", key, request, () -> reply));
  }

  @Test
  void another_ignition_key_does_not_light_the_store() {
    Scene.in(folder).close();
    var settings = StoreSettings.file(folder.resolve("authority.db"));
    try (var store = Store.open(settings, Optional.empty(), Domain.SCHEMA)) {
      var other = Secret.ofText("another ignition key that is long enough");
      assertThatThrownBy(
              () -> Domain.open(store, other, Policies.USUAL, java.time.InstantSource.system()))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.SEAL));
      var tooShort = Secret.ofText("short");
      assertThatThrownBy(
              () -> Domain.open(store, tooShort, Policies.USUAL, java.time.InstantSource.system()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("32 or more");
    }
  }

  @Test
  void the_same_key_lights_it_again_and_codes_go_on() {
    try (var scene = Scene.in(folder)) {
      scene.user("anna");
    }
    try (var scene = Scene.in(folder)) {
      assertThat(scene.domain.health()).isInstanceOf(Health.Ready.class);
    }
  }

  @Test
  void a_store_that_is_closed_is_unwell() {
    var scene = Scene.in(folder);
    scene.close();
    assertThat(scene.domain.health()).isInstanceOf(Health.Unwell.class);
  }

  @Test
  void a_change_is_made_once_and_answered_again() throws Exception {
    try (var scene = Scene.in(folder)) {
      var done = new AtomicInteger();
      var all = new ArrayList<Callable<Repeated>>();
      for (int i = 0; i < 50; i++) {
        all.add(
            () ->
                scene.store.write(
                    in ->
                        scene
                            .domain
                            .repetitions()
                            .once(
                                in,
                                "example",
                                "key-of-one-change",
                                "POST /x",
                                () -> "reply " + done.incrementAndGet())));
      }
      try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
        var outcomes = new ArrayList<Repeated>();
        for (var one : pool.invokeAll(all)) {
          outcomes.add(one.get());
        }
        assertThat(outcomes)
            .containsOnly(new Repeated.First("reply 1"), new Repeated.Again("reply 1"));
        assertThat(outcomes).filteredOn(Repeated.First.class::isInstance).hasSize(1);
      }
    }
  }

  @Test
  void a_key_of_a_change_belongs_to_one_request_and_one_tenant() {
    try (var scene = Scene.in(folder)) {
      assertThat(once(scene, "key-of-one-change", "POST /x", "a"))
          .isEqualTo(new Repeated.First("a"));
      assertThat(once(scene, "key-of-one-change", "POST /y", "b")).isEqualTo(new Repeated.Other());
      Repeated other =
          scene.store.write(
              in ->
                  scene
                      .domain
                      .repetitions()
                      .once(in, "other", "key-of-one-change", "POST /y", () -> "c"));
      assertThat(other).isEqualTo(new Repeated.First("c"));
    }
  }

  @Test
  void a_change_that_throws_may_be_tried_again() {
    try (var scene = Scene.in(folder)) {
      assertThatThrownBy(
              () ->
                  scene.store.write(
                      in ->
                          scene
                              .domain
                              .repetitions()
                              .once(
                                  in,
                                  "example",
                                  "key-of-one-change",
                                  "POST /x",
                                  () -> {
                                    throw new IllegalStateException("broken");
                                  })))
          .isInstanceOf(IllegalStateException.class);
      assertThat(once(scene, "key-of-one-change", "POST /x", "a"))
          .isEqualTo(new Repeated.First("a"));
    }
  }

  @Test
  void what_need_not_be_kept_is_forgotten() {
    try (var scene = Scene.in(folder)) {
      var anna = scene.user("anna");
      var device = scene.totp(anna);
      var key = Scene.key();
      var code = scene.code(device);
      scene.check(anna, code, key);
      once(scene, "key-of-one-change", "POST /x", "a");
      Scene.done(
          scene.store.write(
              in ->
                  scene
                      .domain
                      .temporaryCodes()
                      .issue(in, Scene.CALLER, anna, Duration.ofMinutes(30), 1)));
      scene.clock.advance(Duration.ofMinutes(59));
      scene.domain.clean();
      assertThat(scene.check(anna, code, key)).isInstanceOf(Verdict.Accepted.class);
      scene.clock.advance(Duration.ofMinutes(2));
      scene.domain.clean();
      assertThat(rows(scene, "authentications", "replies", "temporary_codes"))
          .containsExactly(0L, 0L, 0L);
      assertThat(rows(scene, "audit_trail", "credentials")).containsExactly(3L, 1L);
      scene.clock.advance(Duration.ofDays(400));
      scene.domain.clean();
      assertThat(rows(scene, "audit_trail", "credentials")).containsExactly(0L, 1L);
    }
  }

  @Test
  void forgetting_goes_on_until_all_is_forgotten() {
    try (var scene = Scene.in(folder)) {
      scene.store.write(
          in -> {
            for (int i = 0; i < 4500; i++) {
              in.run(
                  "INSERT INTO nonces (device, nonce, until) VALUES (?,?,?)",
                  "d",
                  "n" + i,
                  Scene.NOON.minusSeconds(i / 3));
            }
            return true;
          });
      scene.clock.advance(Duration.ofSeconds(1));
      scene.domain.clean();
      assertThat(rows(scene, "nonces")).containsExactly(0L);
    }
  }

  private static List<Long> rows(Scene scene, String... tables) {
    return scene.store.read(
        in ->
            java.util.Arrays.stream(tables)
                .map(
                    table ->
                        in.first("SELECT count(*) AS n FROM " + table, row -> row.number("n"))
                            .orElseThrow())
                .toList());
  }
}

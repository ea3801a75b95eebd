package org.sallyport.gateway.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.oath.LocalCodes;
import org.sallyport.oath.LocalPackage;
import org.sallyport.oath.PackageKey;
import org.sallyport.oath.PackageSealing;
import org.sallyport.testkit.MutableClock;

final class LocalPackagesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final PackageKey KEY = PackageKey.generate();
  private static final Answer RIGHT = new Answer.Accepted("c_1", Basis.LOCAL_PACKAGE);

  @TempDir private Path folder;
  private final MutableClock clock = new MutableClock(START);
  private LocalPackages packages;

  @BeforeEach
  void fill() throws Exception {
    packages = LocalPackages.open(folder, KEY, clock);
    try (var writer = packages.write(START.plus(Duration.ofHours(8)))) {
      writer.add(sealed("ada", "ada"));
      writer.add(sealed("grace", "mallory"));
      packages.replace(writer);
    }
  }

  @AfterEach
  void end() throws Exception {
    packages.close();
  }

  /** Codes 100000, 100001, … from the present step on. */
  private static PackageFile.Sealed sealed(String user, String inside) {
    var codes = new int[960];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = 100_000 + i;
    }
    var entry =
        new LocalCodes.Timed("c_1", 6, 30, 0, Math.floorDiv(START.getEpochSecond(), 30L), codes);
    var contents = new LocalPackage(inside, START, START.plus(Duration.ofHours(8)), List.of(entry));
    return new PackageFile.Sealed(user, PackageSealing.seal(contents, KEY.publicKey()));
  }

  private static Answer unknown(String why) {
    return new Answer.Unavailable(Cause.UNREACHABLE, why);
  }

  private static Answer refused(String reason) {
    return new Answer.Refused(reason, Basis.LOCAL_PACKAGE);
  }

  @Test
  void a_code_is_accepted_once_however_the_name_is_written() {
    assertThat(packages.check("Ada", "100000")).isEqualTo(RIGHT);
    assertThat(packages.check("ada", "100000")).isEqualTo(refused("replayed"));
    assertThat(packages.check("ada", "555555")).isEqualTo(refused("wrong code"));
    assertThat(packages.check("alan", "100000")).isEqualTo(unknown("no local package"));
    assertThat(packages.factors("ada")).isEqualTo(new Enrolment.Enrolled(Set.of(6), false));
    assertThat(packages.factors("alan")).isEqualTo(new Enrolment.Unheard());
  }

  @Test
  void a_code_that_was_used_stays_used_after_a_restart() throws Exception {
    assertThat(packages.check("ada", "100000")).isEqualTo(RIGHT);
    packages.close();
    // what a crash within a write leaves behind
    Files.writeString(folder.resolve("used-codes"), "2026-11-22T10:", StandardOpenOption.APPEND);
    packages = LocalPackages.open(folder, KEY, clock);
    assertThat(packages.size()).isEqualTo(2);
    assertThat(packages.check("ada", "100000")).isEqualTo(refused("replayed"));
    clock.advance(Duration.ofSeconds(30));
    assertThat(packages.check("ada", "100001")).isEqualTo(RIGHT);
    assertThat(packages.used().unreported(10)).hasSize(2);
  }

  @Test
  void a_code_that_the_authority_has_just_accepted_is_not_accepted_again() {
    packages.spent("ADA", "100000");
    assertThat(packages.check("ada", "100000")).isEqualTo(refused("replayed"));
  }

  @Test
  void codes_end_with_their_package() {
    assertThat(packages.live()).isTrue();
    clock.advance(Duration.ofHours(9));
    assertThat(packages.live()).isFalse();
    assertThat(packages.check("ada", "100959")).isEqualTo(unknown("the local package has ended"));
  }

  @Test
  void ten_wrong_codes_lock_the_user_for_a_quarter_of_an_hour() {
    for (int i = 0; i < 10; i++) {
      assertThat(packages.check("ada", "555555")).isEqualTo(refused("wrong code"));
    }
    assertThat(packages.check("ada", "100000")).isEqualTo(refused("locked"));
    clock.advance(Duration.ofMinutes(15));
    assertThat(packages.check("ada", "100030")).isEqualTo(RIGHT);
  }

  @Test
  void a_package_of_somebody_else_is_none() {
    assertThat(packages.check("grace", "100000")).isEqualTo(unknown("no local package"));
    assertThat(packages.check("mallory", "100000")).isEqualTo(unknown("no local package"));
  }

  @Test
  void a_package_for_another_gateway_is_none() throws Exception {
    packages.close();
    packages = LocalPackages.open(folder, PackageKey.generate(), clock);
    assertThat(packages.check("ada", "100000")).isEqualTo(unknown("no local package"));
  }

  @Test
  void nobody_else_on_the_machine_reads_the_files() throws Exception {
    packages.check("ada", "100000");
    for (var name : List.of("packages", "used-codes")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(name)).toString())
          .doesNotContain("GROUP", "OTHERS");
    }
  }

  @Test
  void a_use_that_is_not_reported_is_kept_however_old_it_is() throws Exception {
    packages.check("Ada", "100000");
    assertThat(packages.used().untold("ada")).isTrue();
    clock.advance(Duration.ofDays(30));
    packages.close();
    packages = LocalPackages.open(folder, KEY, clock);
    assertThat(packages.used().untold("ada")).isTrue();
    packages.used().reported(packages.used().unreported(10), clock.instant());
    assertThat(packages.used().untold("ada")).isFalse();
  }

  @Test
  void uses_that_are_reported_are_kept_and_not_reported_again() throws Exception {
    packages.check("ada", "100000");
    var uses = packages.used().unreported(10);
    packages.used().reported(uses, clock.instant());
    assertThat(packages.used().unreported(10)).isEmpty();
    packages.close();
    packages = LocalPackages.open(folder, KEY, clock);
    assertThat(packages.used().unreported(10)).isEmpty();
    assertThat(packages.check("ada", "100000")).isEqualTo(refused("replayed"));
    assertThat(packages.used().last("c_1")).isPositive();
    assertThat(packages.until()).isEqualTo(Optional.of(START.plus(Duration.ofHours(8))));
  }
}

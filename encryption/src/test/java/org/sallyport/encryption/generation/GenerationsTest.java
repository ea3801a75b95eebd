package org.sallyport.encryption.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;

@ParameterizedClass
@EnumSource
class GenerationsTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;

  @Test
  void who_makes_a_change_knows_at_once_and_others_soon() {
    try (var one = stores.open(folder);
        var other = one.sibling(folder)) {
      changed(one);

      assertThat(one.domain.generations().current("things")).isEqualTo(1);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(other.domain.generations().current("things")).isEqualTo(1));
      changed(other);
      assertThat(other.domain.generations().current("things")).isEqualTo(2);
    }
  }

  @Test
  void a_change_that_is_undone_is_none() {
    try (var test = stores.locked(folder)) {
      assertThatThrownBy(
              () ->
                  test.store.write(
                      in -> {
                        test.domain.generations().changed(in, "things");
                        throw new IllegalArgumentException("undone");
                      }))
          .isInstanceOf(IllegalArgumentException.class);

      test.domain.generations().read();
      assertThat(test.domain.generations().current("things")).isZero();
    }
  }

  @Test
  void what_cannot_be_understood_ends_no_asking() {
    try (var test = stores.locked(folder)) {
      run(test, "DROP TABLE generations");
      run(test, "CREATE TABLE generations (name TEXT, value BIGINT)");
      run(test, "INSERT INTO generations (name, value) VALUES (NULL, 1)");
      assertThatCode(test.domain.generations()::read).doesNotThrowAnyException();

      run(test, "UPDATE generations SET name = 'things'");
      test.domain.generations().read();
      assertThat(test.domain.generations().current("things")).isEqualTo(1);
    }
  }

  private static void run(TestDomain test, String statement) {
    test.store.write(in -> in.run(statement));
  }

  private static void changed(TestDomain test) {
    test.store.write(
        in -> {
          test.domain.generations().changed(in, "things");
          return true;
        });
  }
}

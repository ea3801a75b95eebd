package org.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.Problem;

class StoreSettingsTest {
  record File(Optional<StoreSettings> store) {}

  private static Loaded<File> load(String store) {
    var text = "store: " + store + "\n";
    return ConfigFile.parse(
        "node.yaml",
        Path.of("/etc/sallyport"),
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        File.class);
  }

  private static List<String> problems(String store) {
    return load(store) instanceof Loaded.Invalid<File>(var problems, var _)
        ? new ArrayList<>(problems.stream().map(Problem::toString).toList())
        : List.of();
  }

  @Test
  void a_path_is_enough_and_relative_to_the_file() {
    assertThat(load("{ path: data/authority.db }"))
        .isInstanceOfSatisfying(
            Loaded.Valid.class,
            valid ->
                assertThat(((File) valid.value()).store())
                    .contains(StoreSettings.file(Path.of("/etc/sallyport/data/authority.db"))));
  }

  @Test
  void a_postgresql_has_a_url_a_user_and_a_password_elsewhere() {
    assertThat(
            problems(
                "{ url: 'jdbc:postgresql://db1,db2:5433/sallyport?sslmode=verify-full', user: s,"
                    + " password: 'file:db.password' }"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://db1,db2/sallyport | true",
        "jdbc:postgresql://db1/sallyport?sslmode=require | true",
        "jdbc:postgresql://localhost,db2/sallyport | true",
        "jdbc:postgresql://127.0.0.1.example.com/sallyport | true",
        "jdbc:postgresql://db1/sallyport?targetServerType=primary&sslmode=verify-full | false",
        "jdbc:postgresql://localhost:5433/sallyport | false",
        "jdbc:postgresql://127.0.0.1/sallyport | false",
        "jdbc:postgresql://[::1]:5432/sallyport | false",
        "jdbc:postgresql://localhost/d?socketFactory=org.newsclub.net.unix.X | false",
      })
  void a_way_to_the_database_that_others_could_listen_on_is_warned_about(
      String url, boolean warned) {
    var loaded = load("{ url: '" + url + "', user: s, password: 'file:db.password' }");
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    assertThat(loaded.warnings().stream().anyMatch(it -> it.toString().contains("verify-full")))
        .isEqualTo(warned);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | either path (SQLite) or url (PostgreSQL)",
        "{ path: a.db, url: 'jdbc:postgresql://h/d' } | either path (SQLite) or url (PostgreSQL)",
        "{ url: 'postgres://h/d' } | jdbc:postgresql://HOST",
        "{ url: 'jdbc:mysql://h/d' } | jdbc:postgresql://HOST",
        "{ url: 'jdbc:postgresql://h/d?password=x' } | a URL is printed in logs",
        "{ path: a.db, user: x } | they belong to url",
        "{ path: a.db, connections: 1 } | connections",
        "{ path: a.db, patience: 1h } | patience",
      })
  void what_is_wrong_is_told(String store, String told) {
    assertThat(problems(store)).anySatisfy(problem -> assertThat(problem).contains(told));
  }
}

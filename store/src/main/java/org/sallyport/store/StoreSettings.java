package org.sallyport.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;

/** Where a role keeps what it knows. */
@Doc("Where this role keeps what it knows: a file (SQLite), or a PostgreSQL that several share.")
public record StoreSettings(
    @Doc("The file of an embedded SQLite. Give this or url.") Optional<Path> path,
    @Doc(
            "The address of a PostgreSQL, such as"
                + " jdbc:postgresql://db1,db2/sallyport?sslmode=verify-full.")
        Optional<String> url,
    @Doc("The PostgreSQL role to log in as.") Optional<String> user,
    @Doc("Its password.") Optional<SecretSource> password,
    @Doc("Connections to PostgreSQL at most; readers of SQLite at most a quarter of it.")
        @Default("16")
        @Range(min = 2, max = 200)
        int connections,
    @Doc("How long to wait for a connection, or for another writer.")
        @Default("5s")
        @Within(min = "100ms", max = "60s")
        Duration patience)
    implements Checked {
  /** The settings of a SQLite file, all else as by default. */
  public static StoreSettings file(Path path) {
    return new StoreSettings(
        Optional.of(path),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        16,
        Duration.ofSeconds(5));
  }

  @Override
  public void check(Findings findings) {
    if (path.isPresent() == url.isPresent()) {
      findings.problem("", "expected either path (SQLite) or url (PostgreSQL)");
    }
    url.ifPresent(given -> checkUrl(given, findings));
    if (path.isPresent() && (user.isPresent() || password.isPresent())) {
      findings.problem("user", "a file has no user and no password; they belong to url");
    }
  }

  private static void checkUrl(String given, Findings findings) {
    if (!PostgresUrl.fits(given)) {
      findings.problem("url", "expected jdbc:postgresql://HOST[:PORT][,HOST…]/DATABASE");
      return;
    }
    var url = PostgresUrl.of(given);
    if (url.tellsSecrets()) {
      findings.problem(
          "url", "a URL is printed in logs; write user and password as keys beside it");
    } else if (!url.isPrivate()) {
      findings.warning(
          "url",
          "who is on the way to the database can read and change what is said, as its certificate"
              + " is not verified: add ?sslmode=verify-full, and sslrootcert=FILE where its"
              + " authority is your own");
    }
  }
}

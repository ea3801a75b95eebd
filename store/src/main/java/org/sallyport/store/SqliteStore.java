package org.sallyport.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in one file: one writer that commits in groups, and a few readers. */
final class SqliteStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  private final GroupWriter writer;
  private final ReaderPool readers;

  private SqliteStore(GroupWriter writer, ReaderPool readers) {
    this.writer = writer;
    this.readers = readers;
  }

  static SqliteStore open(Path path, StoreSettings settings, Schema schema) {
    var file = new SqliteFile(path.toAbsolutePath(), settings.patience());
    file.prepare();
    try {
      Migrations.run(file.source(), Dialect.SQLITE, schema, "SQLite " + path);
      var writer = new GroupWriter(file.session(), settings.patience());
      var sessions = new ArrayList<Session>();
      for (int i = 0; i < Math.max(2, settings.connections() / 4); i++) {
        var session = file.session();
        session.run("PRAGMA query_only = ON");
        sessions.add(session);
      }
      writer.start();
      return new SqliteStore(writer, new ReaderPool(sessions, settings.patience()));
    } catch (SQLException failure) {
      throw Diagnosis.told(failure, "SQLite " + path);
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.submit(work);
  }

  @Override
  public void probe() {
    var now = Instant.now();
    writer.submit(transaction -> transaction.run(Migrations.PROBE, now));
  }

  @Override
  public void close() {
    writer.close();
    try {
      readers.close();
    } catch (SQLException failure) {
      LOG.atWarn().addKeyValue("event", "store-close-failed").log(failure.getMessage());
    }
  }
}

package org.sallyport.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.sallyport.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The file of a SQLite store, and how connections to it are made. */
final class SqliteFile {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final Duration patience;

  SqliteFile(Path path, Duration patience) {
    this.path = path;
    this.patience = patience;
  }

  /** Makes the file where there is none, for its owner alone; says what is wrong where it is. */
  void prepare() {
    try {
      var folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(path)) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER));
      }
      if (!Files.isRegularFile(path)) {
        throw new StoreException(Kind.PERMISSION, path + " is not a file; expected one for SQLite");
      }
      warnOfReaders();
    } catch (IOException failure) {
      throw new StoreException(
          Kind.PERMISSION,
          path + " cannot be made: " + failure + "; expected a folder that this user may write to",
          failure);
    }
    refuseUnwritable();
  }

  private void refuseUnwritable() {
    var folder = path.getParent();
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw new StoreException(Kind.PERMISSION, path + " may not be read and written by " + user());
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw new StoreException(
          Kind.PERMISSION,
          folder
              + " may not be written to by "
              + user()
              + "; SQLite keeps its journal beside the file");
    }
  }

  private void warnOfReaders() throws IOException {
    if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
      LOG.atWarn()
          .addKeyValue("event", "store-readable-by-all")
          .addKeyValue("path", path)
          .log("everybody on this machine may read the store; chmod 600 would mend that");
    }
  }

  private static String user() {
    return System.getProperty("user.name", "this user");
  }

  DataSource source() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) patience.toMillis());
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  Session session() throws SQLException {
    return new Session(source().getConnection(), Dialect.SQLITE);
  }
}

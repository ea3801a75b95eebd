package org.sallyport.encryption.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.encryption.settings.BackupSettings;
import org.sallyport.store.Schema;
import org.sallyport.store.Store;
import org.sallyport.store.TableCopy;

/**
 * Backups of a store: a copy of its tables, signed by the organisation key and encrypted to it. One
 * at a time; safe for use by several threads, which block while it is written.
 */
public final class Backups {
  private static final Pattern NAME =
      Pattern.compile("sallyport-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?\\.backup");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Store store;
  private final Schema schema;
  private final OrganisationKeys organisation;
  private final AuditTrail audit;
  private final BackupSettings settings;
  private final InstantSource clock;

  /** The backups of a store. */
  public Backups(
      Store store,
      Schema schema,
      OrganisationKeys organisation,
      AuditTrail audit,
      BackupSettings settings,
      InstantSource clock) {
    this.store = store;
    this.schema = schema;
    this.organisation = organisation;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One backup on this node.
   *
   * @param octets of the file
   */
  public record Backup(String name, long octets, Instant made) {}

  /**
   * Makes one, and forgets the oldest where there are more than are kept.
   *
   * @param actor for the audit trail
   * @throws IOException when the folder cannot be written; no half of a backup is left
   */
  public synchronized Backup make(String actor) throws IOException {
    var folder = Files.createDirectories(settings.folder());
    var target = free(folder);
    var part =
        Files.createTempFile(
            folder,
            ".part",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      long rows;
      try (var out = organisation.sealing(sink(part))) {
        rows = TableCopy.write(store, schema, out);
      } catch (UncheckedIOException full) {
        throw full.getCause();
      }
      try (var written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      note(actor, "backup-made", target, rows + " rows");
    } finally {
      Files.deleteIfExists(part);
    }
    forgetOldest();
    return describe(target);
  }

  private static OutputStream sink(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 256 * 1024);
  }

  /** A name that none has yet: two may be made within a second. */
  private Path free(Path folder) {
    var base = "sallyport-" + TIME.format(clock.instant());
    var target = folder.resolve(base + ".backup");
    for (int i = 2; Files.exists(target); i++) {
      target = folder.resolve(base + "-" + i + ".backup");
    }
    return target;
  }

  private void note(String actor, String action, Path file, String detail) {
    store.write(
        in -> {
          audit.record(in, actor, action, file.getFileName().toString(), detail);
          return true;
        });
  }

  /**
   * Makes one where the settings want one by now.
   *
   * @throws IOException when the folder cannot be read or written
   */
  public void makeIfDue() throws IOException {
    if (settings.every().isEmpty()) {
      return;
    }
    var newest = all().stream().findFirst().map(Backup::made);
    var due = newest.map(made -> made.plus(settings.every().get())).orElse(Instant.MIN);
    if (!due.isAfter(clock.instant())) {
      make("server");
    }
  }

  /**
   * Those on this node, the newest first.
   *
   * @throws IOException when the folder cannot be read
   */
  public List<Backup> all() throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(settings.folder())) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .map(Backups::describeIfThere)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Backup::made).thenComparing(Backup::name).reversed())
          .toList();
    }
  }

  /** The file of one on this node; empty for a name that none has. */
  public Optional<Path> file(String name) {
    return Optional.of(name)
        .filter(text -> NAME.matcher(text).matches())
        .map(settings.folder()::resolve)
        .filter(Files::isRegularFile);
  }

  /**
   * Writes down that one leaves this node.
   *
   * @param actor for the audit trail
   */
  public void taken(String actor, Path file) {
    note(actor, "backup-downloaded", file, "");
  }

  private static Optional<Backup> describeIfThere(Path file) {
    try {
      return Optional.of(describe(file));
    } catch (IOException removedMeanwhile) {
      return Optional.empty();
    }
  }

  private static Backup describe(Path file) throws IOException {
    var name = file.getFileName().toString();
    var time = name.substring("sallyport-".length(), "sallyport-".length() + 16);
    return new Backup(name, Files.size(file), Instant.from(TIME.parse(time)));
  }

  private void forgetOldest() throws IOException {
    for (var old : all().stream().skip(settings.keep()).toList()) {
      Files.deleteIfExists(settings.folder().resolve(old.name()));
    }
  }
}

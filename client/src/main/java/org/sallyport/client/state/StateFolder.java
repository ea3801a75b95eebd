package org.sallyport.client.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A folder for secrets: mode 0700, its files 0600. A file is replaced as a whole, so that a crash
 * leaves the former or the new content and nothing between. What others can read is refused rather
 * than used: it may be known or changed already. Any thread, and several processes.
 */
public final class StateFolder {
  private static final String LOCK = "lock";

  /** No write takes so long. */
  private static final Duration LEFT_OVER = Duration.ofHours(1);

  private static final long PAUSE_NANOS = 5_000_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Path folder;

  private StateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder, made where it is missing.
   *
   * @throws UnsafeStateException when others may enter it
   * @throws IOException when it cannot be made
   */
  public static StateFolder open(Path folder) throws IOException {
    var whole = folder.toAbsolutePath();
    if (!Files.exists(whole)) {
      Files.createDirectories(whole, owner("rwx------"));
    }
    if (!Files.isDirectory(whole)) {
      throw new NotDirectoryException(whole.toString());
    }
    requireOwnersAlone(whole, "700");
    tidy(whole);
    return new StateFolder(whole);
  }

  /**
   * Deletes what killed processes left half written, which may be a secret. The file that tells who
   * and when we are is made by this process.
   */
  private static void tidy(Path folder) throws IOException {
    var probe = Files.createTempFile(folder, ".probe.", ".new", owner("rw-------"));
    try {
      if (isPosix(folder) && !Files.getOwner(folder).equals(Files.getOwner(probe))) {
        throw new UnsafeStateException(
            folder
                + " belongs to "
                + Files.getOwner(folder)
                + " and this runs as "
                + Files.getOwner(probe)
                + "; run it as its owner, or choose another folder");
      }
      var latest = Files.getLastModifiedTime(probe).toInstant().minus(LEFT_OVER);
      try (var files = Files.newDirectoryStream(folder, ".*.new")) {
        for (var file : files) {
          if (isOlder(file, latest)) {
            Files.deleteIfExists(file);
          }
        }
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static boolean isOlder(Path file, Instant latest) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(latest);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Where state is kept when nobody says: as the XDG base directory specification has it. */
  public static Path usual(Function<String, Optional<String>> environment, Path home) {
    return environment
        .apply("XDG_CONFIG_HOME")
        .filter(text -> text.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> home.resolve(".config"))
        .resolve("sallyport");
  }

  /** A folder inside this one. */
  public StateFolder inner(String name) throws IOException {
    return open(folder.resolve(name));
  }

  /** Where a file of it is. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /**
   * What a file holds; empty when there is none.
   *
   * @throws UnsafeStateException when others can read or write it
   */
  public Optional<byte[]> read(String name) throws IOException {
    var file = folder.resolve(name);
    try {
      requireOwnersAlone(file, "600");
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Replaces a file. When this returns, the new content survives a loss of power. */
  public void write(String name, byte[] content) throws IOException {
    var fresh = Files.createTempFile(folder, "." + name + ".", ".new", owner("rw-------"));
    try {
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        for (var left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
          channel.write(left);
        }
        channel.force(true);
      }
      replace(fresh, folder.resolve(name));
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Adds to the end of a file, which is made where it is missing; durable when this returns. */
  public void append(String name, byte[] content) throws IOException {
    var file = folder.resolve(name);
    boolean made = !Files.exists(file);
    var options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (var channel = FileChannel.open(file, options, owner("rw-------"))) {
      for (var left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(false);
    }
    if (made) {
      settle(folder);
    }
  }

  /** Gives a file another name, durably; false when it is gone. */
  public boolean rename(String from, String to) throws IOException {
    try {
      replace(folder.resolve(from), folder.resolve(to));
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Deletes a file, if it is there. */
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(folder.resolve(name))) {
      settle(folder);
    }
  }

  /** Waits until no other process and no other thread holds the folder, and holds it. */
  public Hold hold() throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve(LOCK),
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            owner("rw-------"));
    while (true) {
      try {
        return new Hold(channel, channel.lock());
      } catch (OverlappingFileLockException heldInThisProcess) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** A turn at the folder; closing it gives it to the next. */
  public static final class Hold implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private Hold(FileChannel channel, FileLock lock) {
      this.channel = channel;
      this.lock = lock;
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        lock.release();
      }
    }
  }

  /** Moves a file over another as one step, durably. */
  public static void replace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(to + " is on a file system that cannot replace a file in one step", e);
    }
    var parent = to.toAbsolutePath().getParent();
    if (parent != null) {
      settle(parent);
    }
  }

  /**
   * Moves a file to where there is none, durably.
   *
   * @throws FileAlreadyExistsException when there is one
   */
  public static void create(Path from, Path to) throws IOException {
    try {
      // A link is made or fails in one step; a move would replace what came meanwhile.
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // There are no links on this file system, or not between these: the best there is is to look.
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      replace(from, to);
      return;
    }
    Files.delete(from);
    var parent = to.toAbsolutePath().getParent();
    if (parent != null) {
      settle(parent);
    }
  }

  /** A directory entry is durable when its directory is. */
  private static void settle(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void requireOwnersAlone(Path file, String mode) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(file)) {
      throw new UnsafeStateException(file + " is a link; state is kept in files");
    }
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw new UnsafeStateException(
          file
              + " has mode "
              + PosixFilePermissions.toString(permissions)
              + ", so others may know or have changed what is in it; look at it, then 'chmod "
              + mode
              + " "
              + file
              + "'");
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] owner(String mode) {
    var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return "StateFolder[" + folder + "]";
  }
}

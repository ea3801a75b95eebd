package org.sallyport.client.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.sallyport.client.state.StateFolder;

/**
 * Where a file is to be once it is complete.
 *
 * @param target its absolute path
 * @param replaces whether a file that is there is replaced
 */
record Place(Path target, boolean replaces) {
  private static final int RANDOM_OCTETS = 6;

  /**
   * A place that can be used.
   *
   * @throws FileAlreadyExistsException when a file is there and is not to be replaced
   * @throws NoSuchFileException when its folder is missing
   */
  static Place of(Path file, boolean replaces) throws IOException {
    var whole = file.toAbsolutePath();
    var parent = whole.getParent();
    if (parent == null || whole.getFileName() == null || Files.isDirectory(whole)) {
      throw new IOException(file + " is a folder");
    }
    if (!Files.isDirectory(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    if (!replaces && Files.exists(whole)) {
      throw new FileAlreadyExistsException(whole.toString());
    }
    return new Place(whole, replaces);
  }

  /** A path beside it, hidden and never used before, for what is not complete. */
  Path beside() {
    var random = new byte[RANDOM_OCTETS];
    new SecureRandom().nextBytes(random);
    var name = "." + target.getFileName() + "." + HexFormat.of().formatHex(random) + ".part";
    return target.resolveSibling(name);
  }

  /**
   * Moves a complete file here, durably.
   *
   * @throws FileAlreadyExistsException when one came here meanwhile and is not to be replaced
   */
  void take(Path complete) throws IOException {
    if (replaces) {
      StateFolder.replace(complete, target);
    } else {
      StateFolder.create(complete, target);
    }
  }

  /** Attributes of what only its owner may use, such as {@code rw-------}; none without POSIX. */
  static FileAttribute<?>[] owners(Path file, String mode) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}

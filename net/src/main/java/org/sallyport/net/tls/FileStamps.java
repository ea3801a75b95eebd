package org.sallyport.net.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How files looked at one moment. Two that differ mean that a file was written, replaced or removed
 * between. Taken before the contents are read, so that a change during the reading is seen later.
 */
record FileStamps(Map<Path, Stamp> stamps) {
  private static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, null);

  /** Modification time, length and inode: a file that is moved into place changes its inode. */
  record Stamp(FileTime modified, long length, @Nullable Object inode) {}

  static FileStamps of(Collection<Path> files) {
    var stamps = new HashMap<Path, Stamp>();
    files.forEach(file -> stamps.put(file, stamp(file)));
    return new FileStamps(Map.copyOf(stamps));
  }

  /** Whether the files look different now. */
  boolean changed() {
    return stamps.entrySet().stream()
        .anyMatch(entry -> !Objects.equals(stamp(entry.getKey()), entry.getValue()));
  }

  private static Stamp stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException absent) {
      return ABSENT;
    }
  }
}

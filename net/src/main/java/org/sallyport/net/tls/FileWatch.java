package org.sallyport.net.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which state of its files is in use and which was refused. What was refused is tried again
 * though the files look the same: a file that was not readable may be now, and a certificate that
 * was not valid yet becomes so. One thread at a time; blocks on files.
 */
final class FileWatch {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Collection<Path> files;
  private final InstantSource clock;
  private FileStamps used;
  private @Nullable Refusal refusal;

  private record Refusal(FileStamps stamps, Instant at, List<TlsProblem> problems) {}

  /** A watch of files that are about to be read for the first time. */
  FileWatch(Collection<Path> files, InstantSource clock) {
    this.files = List.copyOf(files);
    this.clock = clock;
    this.used = FileStamps.of(files);
  }

  /**
   * Reads what has changed since it was taken into use.
   *
   * @param load reads the files; returns what is wrong with them, empty once they are in use
   */
  Refresh refresh(Supplier<List<TlsProblem>> load) {
    var before = refusal;
    if (!used.changed()) {
      refusal = null;
      return new Refresh.Unchanged();
    }
    if (before != null
        && !before.stamps.changed()
        && clock.instant().isBefore(before.at.plus(AGAIN))) {
      return new Refresh.Unchanged();
    }
    var problems = reload(load);
    if (problems.isEmpty()) {
      return new Refresh.Renewed();
    }
    return before != null && before.problems.equals(problems)
        ? new Refresh.Unchanged()
        : new Refresh.Refused(problems);
  }

  /** Reads the files whether they have changed or not; the same {@code load}. */
  List<TlsProblem> reload(Supplier<List<TlsProblem>> load) {
    var stamps = FileStamps.of(files);
    var problems = load.get();
    if (problems.isEmpty()) {
      used = stamps;
      refusal = null;
    } else {
      refusal = new Refusal(stamps, clock.instant(), problems);
    }
    return problems;
  }
}

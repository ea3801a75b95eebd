package org.sallyport.client.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.state.StateFolder;

/**
 * Folders in which decrypted content is on its way, as the state knows them: noted before they are
 * made, so that the next command deletes what a killed one has left. Any thread, and several
 * processes.
 */
public final class Unfinished {
  private static final String FILE = "unfinished.json";

  private final StateFolder state;

  /** Noted in a state. */
  public Unfinished(StateFolder state) {
    this.state = state;
  }

  /**
   * A folder and the process that fills it; a process id alone may be another's by now.
   *
   * @param began when the process did; empty where the system does not tell
   */
  private record Entry(@Nullable String folder, long process, Optional<Instant> began) {
    static Entry of(Path folder) {
      var own = ProcessHandle.current();
      return new Entry(folder.toString(), own.pid(), own.info().startInstant());
    }

    boolean isOver() {
      return ProcessHandle.of(process)
          .filter(ProcessHandle::isAlive)
          .filter(one -> began.isEmpty() || one.info().startInstant().equals(began))
          .isEmpty();
    }
  }

  private record Kept(@Nullable List<Entry> entries) {}

  private List<Entry> entries() throws IOException {
    return state
        .read(FILE)
        .flatMap(bytes -> Json.read(bytes, Kept.class))
        .map(Kept::entries)
        .orElse(List.of());
  }

  private void write(List<Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      state.delete(FILE);
    } else {
      state.write(FILE, Json.bytes(new Kept(entries)));
    }
  }

  /** Notes a folder that this process is about to make. */
  void begin(Path folder) throws IOException {
    try (var _ = state.hold()) {
      var all = new ArrayList<>(entries());
      all.add(Entry.of(folder));
      write(all);
    }
  }

  /** The folder is gone. */
  void end(Path folder) throws IOException {
    try (var _ = state.hold()) {
      write(entries().stream().filter(one -> !folder.toString().equals(one.folder())).toList());
    }
  }

  /**
   * Deletes what processes have left that are no more.
   *
   * @return what cannot be deleted now, such as on a disk that is not there
   */
  public List<Path> sweep() throws IOException {
    if (entries().isEmpty()) {
      return List.of();
    }
    try (var _ = state.hold()) {
      var stays = new ArrayList<Entry>();
      var left = new ArrayList<Path>();
      for (var entry : entries()) {
        if (!entry.isOver()) {
          stays.add(entry);
        } else if (entry.folder() != null && !isGone(Path.of(entry.folder()))) {
          stays.add(entry);
          left.add(Path.of(entry.folder()));
        }
      }
      write(stays);
      return List.copyOf(left);
    }
  }

  private static boolean isGone(Path folder) {
    try {
      if (folder.getParent() == null || !Files.isDirectory(folder.getParent())) {
        return false;
      }
      delete(folder);
      return true;
    } catch (IOException notNow) {
      return false;
    }
  }

  /** Such a folder holds files alone. */
  static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      try (var files = Files.newDirectoryStream(folder)) {
        for (var file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}

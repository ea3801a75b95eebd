package org.sallyport.client.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.state.StateFolder;

/**
 * Which servers failed, and until when each is asked last: kept in the state, so that a command
 * does not wait again for what the one before it has waited for. Any thread, and several processes.
 */
public final class Absences {
  private static final String FILE = "servers.json";

  private final Optional<StateFolder> folder;

  private Absences(Optional<StateFolder> folder) {
    this.folder = folder;
  }

  /** Kept in a folder. */
  public static Absences in(StateFolder folder) {
    return new Absences(Optional.of(folder));
  }

  /** Kept nowhere. */
  public static Absences forgotten() {
    return new Absences(Optional.empty());
  }

  /** The form in the state. */
  private record Kept(@Nullable Map<String, Instant> askedLastUntil) {}

  private static Map<String, Instant> read(StateFolder folder) throws IOException {
    return folder
        .read(FILE)
        .flatMap(bytes -> Json.read(bytes, Kept.class))
        .map(Kept::askedLastUntil)
        .orElse(Map.of());
  }

  /** Until when a server is asked last; empty when it answered as far as is known. */
  public Optional<Instant> of(Server server) {
    try {
      return folder.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(read(folder.get()).get(server.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void left(Server server, Instant until) {
    change(server, until);
  }

  void back(Server server) {
    change(server, null);
  }

  /** Without holding the folder: what another process writes at the same time may be lost. */
  private synchronized void change(Server server, @Nullable Instant until) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      var all = new LinkedHashMap<>(read(folder.get()));
      if (until == null) {
        all.remove(server.toString());
      } else {
        all.put(server.toString(), until);
      }
      folder.get().write(FILE, Json.bytes(new Kept(all)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

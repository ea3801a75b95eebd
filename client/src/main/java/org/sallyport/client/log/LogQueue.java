package org.sallyport.client.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Question;
import org.sallyport.client.log.LogFiles.Entry;
import org.sallyport.client.log.LogFiles.Place;
import org.sallyport.client.session.Calls;
import org.sallyport.client.state.StateFolder;

/** Lines on their way to the server. Any thread, and several processes. */
public final class LogQueue {
  /** More lines are not sent at once. */
  static final int MOST_LINES = 500;

  /** A batch ends before it is larger than this, in octets. */
  static final int LARGEST_BATCH = 192 * 1024;

  /**
   * So much of what was sent, and of what was refused, is kept for people to look at, in octets.
   */
  static final long KEPT = 1024 * 1024;

  private static final int TOO_LARGE = 413;
  private static final int WRONG = 400;

  private final StateFolder folder;
  private final LogFiles files;
  private final InstantSource clock;
  private final long room;

  /**
   * A queue in a folder of its own.
   *
   * @param room how much may wait, in octets
   */
  public LogQueue(StateFolder folder, InstantSource clock, long room) {
    this.folder = folder;
    this.files = new LogFiles(folder);
    this.clock = clock;
    this.room = room;
  }

  /** How an upload ended. */
  public sealed interface Outcome {
    /**
     * The servers have everything but what they refused.
     *
     * @param lines how many were sent now
     * @param refused how many batches no server takes; they are kept aside
     */
    record Done(int lines, int refused) implements Outcome {}

    /** Some or all wait for a server; why. */
    record Waits(String sentence) implements Outcome {}
  }

  /** Adds a line; durable when this returns. */
  public void add(LogLine line) throws IOException {
    try (var _ = folder.hold()) {
      append(line);
      makeRoom();
    }
  }

  private void append(LogLine line) throws IOException {
    var open = files.open();
    int lines = 0;
    if (open.isPresent()) {
      files.mend(open.get());
      lines = files.count(open.get());
      if (lines >= MOST_LINES || files.size(open.get()) >= LARGEST_BATCH) {
        files.seal(open.get());
        open = Optional.empty();
        lines = 0;
      }
    }
    var into = open.isPresent() ? open.get() : new Entry(Place.open, next(), "");
    files.append(into, Json.text(line.numbered(into.first() + lines)));
  }

  /** The number after the last one; a gap's line stands for all it counts. */
  private long next() throws IOException {
    long next = 1;
    for (var entry : files.all()) {
      next = Math.max(next, entry.first() + held(entry));
    }
    return next;
  }

  private int held(Entry entry) throws IOException {
    return entry.place() == Place.gap ? lost(files.lines(entry)) : files.count(entry);
  }

  private static int lost(List<String> lines) {
    return lines.stream()
        .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Gap.class))
        .mapToInt(gap -> gap.map(Gap::lost).orElse(1))
        .sum();
  }

  private record Gap(@Nullable Map<String, String> fields) {
    int lost() {
      var text = fields == null ? null : fields.get("lost");
      return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 1;
    }
  }

  private void makeRoom() throws IOException {
    while (true) {
      long held = 0;
      Optional<Entry> oldest = Optional.empty();
      for (var entry : files.all()) {
        if (entry.place() == Place.wait || entry.place() == Place.open) {
          held += files.size(entry);
        }
        if (entry.place() == Place.wait && oldest.isEmpty()) {
          oldest = Optional.of(entry);
        }
      }
      if (held <= room || oldest.isEmpty()) {
        return;
      }
      giveUp(oldest.get());
    }
  }

  private void giveUp(Entry batch) throws IOException {
    int lines = files.count(batch);
    var gap =
        new LogLine(
            clock.instant(),
            LogLine.Level.error,
            "log-gap",
            Optional.of("no server took lines in time, and there was no more room for them"),
            Map.of(
                "lost", Integer.toString(lines), "to", Long.toString(batch.first() + lines - 1)));
    files.replace(batch, Json.text(gap.numbered(batch.first())));
  }

  /** How many lines wait. */
  public int waiting() throws IOException {
    try (var _ = folder.hold()) {
      int waiting = 0;
      for (var entry : files.all()) {
        if (entry.place() == Place.open
            || entry.place() == Place.wait
            || entry.place() == Place.gap) {
          waiting += files.count(entry);
        }
      }
      return waiting;
    }
  }

  /**
   * A line and whether a server has it.
   *
   * @param json as it is sent
   * @param place {@code sent}, {@code waits} or {@code refused}
   */
  public record Shown(String json, String place) {}

  /** The newest lines, the oldest of them first. */
  public List<Shown> newest(int most) throws IOException {
    try (var _ = folder.hold()) {
      var shown = new ArrayList<Shown>();
      for (var entry : files.all()) {
        var place =
            switch (entry.place()) {
              case sent -> "sent";
              case refused -> "refused";
              case open, wait, gap -> "waits";
            };
        files.lines(entry).forEach(line -> shown.add(new Shown(line, place)));
      }
      return List.copyOf(shown.subList(Math.max(0, shown.size() - most), shown.size()));
    }
  }

  /** Brings what waits to a server, the oldest first, until all is there or none takes it. */
  public Outcome upload(Calls calls) throws IOException, InterruptedException {
    int lines = 0;
    int refused = 0;
    for (var batch : sealed()) {
      var content = content(batch);
      switch (calls.ask(question(batch, content))) {
        case Answer.Given _ -> {
          lines += content.size();
          done(batch, Place.sent);
        }
        case Answer.Refused(int status, _, var detail, _)
            when status == TOO_LARGE || status == WRONG -> {
          refused++;
          done(batch, Place.refused);
          add(refusal(batch, detail));
        }
        case Answer.Refused(_, _, var detail, _) -> {
          return new Outcome.Waits(detail);
        }
        case Answer.Unreachable unreachable -> {
          return new Outcome.Waits(unreachable.sentence());
        }
      }
    }
    return new Outcome.Done(lines, refused);
  }

  private LogLine refusal(Entry batch, String detail) {
    return new LogLine(
        clock.instant(),
        LogLine.Level.error,
        "log-batch-refused",
        Optional.of(detail),
        Map.of("batch", batch.batch()));
  }

  private List<Entry> sealed() throws IOException {
    try (var _ = folder.hold()) {
      var open = files.open();
      if (open.isPresent()) {
        files.seal(open.get());
      }
      return files.waiting();
    }
  }

  private List<String> content(Entry batch) throws IOException {
    try (var _ = folder.hold()) {
      var lines = files.lines(batch);
      return lines.isEmpty() ? files.lines(batch.at(Place.gap)) : lines;
    }
  }

  private static Question question(Entry batch, List<String> lines) {
    var body = "{\"batch\":\"" + batch.batch() + "\",\"lines\":[" + String.join(",", lines) + "]}";
    return new Question("POST", "/v1/logs", body.getBytes(StandardCharsets.UTF_8), Map::of);
  }

  private void done(Entry batch, Place place) throws IOException {
    try (var _ = folder.hold()) {
      files.move(batch, place);
      // Another process may have given it up meanwhile.
      files.move(batch.at(Place.gap), place);
      keepNewest(place);
    }
  }

  private void keepNewest(Place place) throws IOException {
    long kept = 0;
    for (var entry : files.all().reversed()) {
      if (entry.place() == place) {
        kept += files.size(entry);
        if (kept > KEPT) {
          files.delete(entry);
        }
      }
    }
  }
}

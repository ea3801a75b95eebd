package org.sallyport.client.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.client.state.StateFolder;

/**
 * The files of the queue, by their names: {@code open-N.jsonl} is written to, {@code N-b_ID.jsonl}
 * is a batch that waits, {@code gap-…} one whose lines were given up, {@code sent-…} one that a
 * server has, {@code refused-…} one that no server takes. N is the number of the first line.
 * Callers hold the folder.
 */
final class LogFiles {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern NAME =
      Pattern.compile("(open|wait|gap|sent|refused)-(\\d{12})(?:-(b_[0-9A-Za-z_-]{22}))?\\.jsonl");

  private final StateFolder folder;

  LogFiles(StateFolder folder) {
    this.folder = folder;
  }

  /** Where a file is on its way. */
  enum Place {
    open,
    wait,
    gap,
    sent,
    refused
  }

  /**
   * A file.
   *
   * @param place on its way
   * @param first the number of its first line
   * @param batch its id; empty while it is open
   */
  record Entry(Place place, long first, String batch) {
    String name() {
      return place.name()
          + "-%012d".formatted(first)
          + (batch.isEmpty() ? "" : "-" + batch)
          + ".jsonl";
    }

    Entry at(Place other) {
      return new Entry(other, first, batch);
    }
  }

  /** All of them, the oldest first. */
  List<Entry> all() throws IOException {
    try (var files = Files.list(folder.path())) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(java.util.regex.Matcher::matches)
          .map(
              name ->
                  new Entry(
                      Place.valueOf(name.group(1)),
                      Long.parseLong(name.group(2)),
                      Optional.ofNullable(name.group(3)).orElse("")))
          .sorted(Comparator.comparingLong(Entry::first))
          .toList();
    }
  }

  /** Those that a server should get. */
  List<Entry> waiting() throws IOException {
    return all().stream()
        .filter(entry -> entry.place() == Place.wait || entry.place() == Place.gap)
        .toList();
  }

  Optional<Entry> open() throws IOException {
    return all().stream().filter(entry -> entry.place() == Place.open).findFirst();
  }

  /** The lines of a file; what a crash left of a last one is not among them. */
  List<String> lines(Entry entry) throws IOException {
    var kept = folder.read(entry.name()).orElse(new byte[0]);
    var text = new String(kept, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** How many whole lines a file has. */
  int count(Entry entry) throws IOException {
    int count = 0;
    for (byte octet : folder.read(entry.name()).orElse(new byte[0])) {
      if (octet == '\n') {
        count++;
      }
    }
    return count;
  }

  long size(Entry entry) throws IOException {
    return Files.size(folder.path(entry.name()));
  }

  /** Ends the open file: it gets the id under which it is sent, however often. */
  void seal(Entry open) throws IOException {
    var octets = new byte[16];
    RANDOM.nextBytes(octets);
    var id = "b_" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    var lines = lines(open);
    // Without what a crash may have left of a last line.
    folder.write(open.name(), text(lines));
    folder.rename(open.name(), new Entry(Place.wait, open.first(), id).name());
  }

  /** Cuts off what a crash may have left of a last line. */
  void mend(Entry open) throws IOException {
    var kept = folder.read(open.name()).orElse(new byte[0]);
    if (kept.length > 0 && kept[kept.length - 1] != '\n') {
      folder.write(open.name(), text(lines(open)));
    }
  }

  void append(Entry open, String line) throws IOException {
    folder.append(open.name(), (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts one line in the place of a batch's lines. The id stays: if a server has had the batch
   * after all, it knows the id, and nothing was lost.
   */
  void replace(Entry batch, String line) throws IOException {
    folder.write(batch.name(), text(List.of(line)));
    move(batch, Place.gap);
  }

  void move(Entry entry, Place to) throws IOException {
    folder.rename(entry.name(), entry.at(to).name());
  }

  void delete(Entry entry) throws IOException {
    folder.delete(entry.name());
  }

  private static byte[] text(List<String> lines) {
    return lines.isEmpty()
        ? new byte[0]
        : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}

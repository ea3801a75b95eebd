package org.sallyport.encryption.key;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Folding;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.store.Transaction;

/** Keys as administrators look through them. */
public final class KeyPage {
  private static final String COLUMNS =
      "SELECT c.address AS holder, c.name AS name, k.fingerprint, k.consumer, k.mode, k.state,"
          + " k.certificate, k.authority, k.until, k.created, k.changed, k.version FROM keys k JOIN"
          + " consumers c ON c.id = k.consumer";

  private KeyPage() {}

  /**
   * Which keys.
   *
   * @param text within the consumer's address or name, or the beginning of a fingerprint, or a key
   *     id; empty for all
   * @param endsBefore those that end before this, or have ended; empty for all
   */
  public record Query(
      String text, Optional<KeyState> state, Optional<KeyMode> mode, Optional<Instant> endsBefore) {
    /** Every key. */
    public static final Query ALL =
        new Query("", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A key with its consumer.
   *
   * @param address the first of the consumer's
   */
  public record Line(String address, String name, ConsumerKey key) {}

  static List<Line> of(Transaction in, Query query, Optional<Line> after, int limit) {
    var text = query.text().strip().replace(" ", "");
    var like = like(query.text().strip());
    var part = like(text).substring(1);
    var address = after.map(Line::address).orElse("");
    var state = query.state().map(KeyState::name).orElse("");
    var mode = query.mode().map(KeyMode::name).orElse("");
    return in.all(
        COLUMNS
            + " WHERE (c.address > ? OR (c.address = ? AND k.fingerprint > ?)) AND (? = '' OR"
            + " k.state = ?) AND (? = '' OR k.mode = ?) AND (? = 0 OR k.until < ?) AND (? = '' OR"
            + " c.address LIKE ? ESCAPE '\\' OR COALESCE(c.folded, c.name) LIKE ? ESCAPE '\\' OR"
            + " lower(k.fingerprint) LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM key_parts p WHERE"
            + " p.fingerprint = k.fingerprint AND (lower(p.key_id) = ? OR lower(p.part) = ?)))"
            + " ORDER BY c.address, k.fingerprint LIMIT ?",
        row -> new Line(row.text("holder"), row.text("name"), KeyTable.read(row)),
        address,
        address,
        after.map(line -> line.key().fingerprint().hex()).orElse(""),
        state,
        state,
        mode,
        mode,
        query.endsBefore().isPresent() ? 1 : 0,
        query.endsBefore().orElse(Instant.EPOCH),
        text,
        like,
        like,
        part,
        text.toLowerCase(Locale.ROOT),
        text.toLowerCase(Locale.ROOT),
        limit);
  }

  static long ending(Transaction in, Instant before) {
    return in.first(
            "SELECT count(*) AS n FROM keys WHERE state = 'ACTIVE' AND until < ?",
            row -> row.number("n"),
            before)
        .orElse(0L);
  }

  static Map<KeyState, Long> counts(Transaction in) {
    var counts = new EnumMap<KeyState, Long>(KeyState.class);
    in.all(
            "SELECT state, count(*) AS n FROM keys GROUP BY state",
            row -> Map.entry(KeyState.valueOf(row.text("state")), row.number("n")))
        .forEach(each -> counts.put(each.getKey(), each.getValue()));
    return counts;
  }

  /** A pattern for LIKE of what contains a text, in lower case. */
  static String like(String text) {
    return Folding.like(text);
  }
}

package org.sallyport.encryption.webmail;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.store.StoreException;

/** What happened on this node, in Prometheus's text format. Any thread. */
final class WebMailCounts {
  private static final String ROOT = "sallyport_encryption_web_mail_";

  /** What came of a sign-in. */
  enum SignedIn {
    IN,
    REFUSED,
    LOCKED,
    BUSY
  }

  /** What came of a message for a mailbox. */
  enum Accepted {
    KEPT,
    OVER_QUOTA,
    NOT_HERE
  }

  private final Map<SignedIn, LongAdder> signIns = adders(SignedIn.class);
  private final Map<Accepted, LongAdder> accepted = adders(Accepted.class);
  private final LongAdder forged = new LongAdder();
  private final LongAdder notices = new LongAdder();
  private final LongAdder sent = new LongAdder();

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    var all = new EnumMap<E, LongAdder>(type);
    for (var each : type.getEnumConstants()) {
      all.put(each, new LongAdder());
    }
    return all;
  }

  private static void add(@Nullable LongAdder adder) {
    requireNonNull(adder).increment();
  }

  void signIn(SignedIn outcome) {
    add(signIns.get(outcome));
  }

  void accepted(Accepted outcome) {
    add(accepted.get(outcome));
  }

  void forged() {
    add(forged);
  }

  void notice() {
    add(notices);
  }

  void sent() {
    add(sent);
  }

  /** What the store says as well; without it while it cannot be read. */
  String text(Kit kit, BrowserSessions sessions) {
    var text = new StringBuilder();
    head(text, "accepted_total", "messages for mailboxes, by what became of them", "counter");
    accepted.forEach((key, count) -> line(text, "accepted_total", "outcome", key, count.sum()));
    head(text, "sign_ins_total", "sign-ins, by what became of them", "counter");
    signIns.forEach((key, count) -> line(text, "sign_ins_total", "outcome", key, count.sum()));
    single(text, "forged_total", "sessions ended by a form of another", "counter", forged.sum());
    single(text, "notices_total", "messages that told of a message", "counter", notices.sum());
    single(text, "sent_total", "messages that people sent", "counter", sent.sum());
    try {
      kit.store()
          .read(
              in -> {
                in.all(
                        "SELECT count(*) AS n, COALESCE(sum(used), 0) AS used"
                            + " FROM web_mail_accounts",
                        row -> new long[] {row.number("n"), row.number("used")})
                    .forEach(
                        found -> {
                          single(text, "accounts", "accounts", "gauge", found[0]);
                          single(text, "octets", "octets of all messages", "gauge", found[1]);
                        });
                single(text, "sessions", "open sessions", "gauge", sessions.count(in));
                return true;
              });
    } catch (StoreException _) {
      return text.toString();
    }
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String help, String type) {
    text.append("# HELP ").append(ROOT).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(ROOT).append(name).append(' ').append(type).append('\n');
  }

  private static void line(
      StringBuilder text, String name, String label, Enum<?> value, long count) {
    text.append(ROOT)
        .append(name)
        .append('{')
        .append(label)
        .append("=\"")
        .append(value.name().toLowerCase(Locale.ROOT))
        .append("\"} ")
        .append(count)
        .append('\n');
  }

  private static void single(
      StringBuilder text, String name, String help, String type, long value) {
    head(text, name, help, type);
    text.append(ROOT).append(name).append(' ').append(value).append('\n');
  }
}

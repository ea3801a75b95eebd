package org.sallyport.encryption.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.web.json.Members;

/** Batches as clients send them; whatever is wrong is refused with its pointer. */
public final class LogReading {
  private static final Pattern ID = Pattern.compile("b_[0-9A-Za-z_-]{8,64}");
  private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
  private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error");

  /** A client whose clock has stopped still logs; what databases cannot keep is refused. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private LogReading() {}

  /** Reads a batch. */
  public static LogBatch of(Members body) {
    var id = body.text("batch", 66);
    if (!ID.matcher(id).matches()) {
      throw body.wrong("batch", "expected b_ and 8 to 64 of 0-9 A-Z a-z _ and -");
    }
    var given = body.objects("lines", LogBatch.MOST);
    if (given.isEmpty()) {
      throw body.wrong("lines", "expected one line at least");
    }
    var lines = new ArrayList<LogLine>(given.size());
    for (var each : given) {
      lines.add(line(each));
      each.end();
    }
    return new LogBatch(id, lines);
  }

  private static LogLine line(Members line) {
    var at = line.time("at").orElseThrow(() -> line.wrong("at", "it is missing"));
    if (at.isBefore(FIRST) || at.isAfter(LAST)) {
      throw line.wrong("at", "expected a time from 1970 to 9999");
    }
    var level =
        line.word("level", LEVELS)
            .flatMap(LogLevel::of)
            .orElseThrow(() -> line.wrong("level", "it is missing"));
    var event = line.text("event", 64);
    if (!EVENT.matcher(event).matches()) {
      throw line.wrong("event", "expected a name of letters, digits, dots, colons and hyphens");
    }
    return new LogLine(
        at,
        level,
        event,
        line.optionalText("text", LogLine.LONGEST_TEXT),
        line.textByName("fields", LogLine.MOST_FIELDS, LogLine.LONGEST_VALUE));
  }
}

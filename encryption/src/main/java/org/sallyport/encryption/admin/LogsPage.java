package org.sallyport.encryption.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.log.ClientLogs.Exported;
import org.sallyport.encryption.log.LogFormat;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogQuery;
import org.sallyport.encryption.log.LoggedLine;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Clients' log lines: searched, filtered, exported; as a page and as JSON. */
final class LogsPage {
  static final String PATH = Console.HOME + "/logs";

  private static final int ROWS = 100;

  /** What one file may hold; whoever wants more names a time. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /** How long an export may look for lines. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int AT_ONCE = 2;

  private static final Problem BUSY =
      new Problem(
              429,
              "exports-running",
              "Others export just now",
              "exports run " + AT_ONCE + " at a time; try again in a while")
          .withHeader("Retry-After", "10");

  private final Semaphore exporting = new Semaphore(AT_ONCE);
  private final Domain domain;
  private final Console console;

  LogsPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  /** A line. */
  record LineView(
      long position,
      Instant received,
      Instant at,
      String level,
      String event,
      String client,
      String consumer,
      String address,
      @Nullable String text,
      Map<String, String> fields) {
    static LineView of(LoggedLine one) {
      return new LineView(
          one.position(),
          one.received(),
          one.line().at(),
          one.line().level().word(),
          one.line().event(),
          one.client(),
          one.consumer(),
          one.address(),
          one.line().text().orElse(null),
          one.line().fields());
    }
  }

  /** Lines, the latest first; {@code next} null: there are no older ones. */
  record LineList(List<LineView> lines, @Nullable Long next) {}

  List<Route> routes() {
    return List.of(
        filtered(Console.reads(PATH, "logsPage"))
            .summary("What clients log.")
            .handledBy(this::show),
        filtered(Console.reads(PATH + "/export", "exportLogsPage"))
            .summary("The lines as a file.")
            .query("format", "csv or jsonl.", "csv")
            .answers(200, "The file.", "text/csv")
            .handledBy(this::export),
        filtered(Api.reads("/logs", "getLogs"))
            .summary("What clients log, the latest first.")
            .query("limit", "How many at most: 1 to 1000, else 100.", "100")
            .answers(200, "Lines.", LineList.class)
            .handledBy(this::json),
        filtered(Api.reads("/logs/export", "exportLogs"))
            .summary("The lines as a file, the oldest first.")
            .query("format", "csv or jsonl.", "csv")
            .answers(200, "The file.", "text/csv")
            .refuses(422, "There is more than one file may hold.")
            .handledBy(this::export));
  }

  private static RouteBuilder filtered(RouteBuilder route) {
    return route
        .query("client", "Of this machine.", "c_1")
        .query("consumer", "Of this person.", "u_1")
        .query("level", "This level, or one that matters more.", "warn")
        .query("event", "The whole name of an event.", "policy-updated")
        .query("text", "Part of a text or of a value.", "refused")
        .query("from", "Not before (RFC 3339).", "2026-01-01T00:00:00Z")
        .query("to", "Before (RFC 3339).", "2026-02-01T00:00:00Z")
        .query("before", "Older than this position.", "1000");
  }

  private static LogQuery query(Request in) {
    return new LogQuery(
        Console.query(in, "client"),
        Console.query(in, "consumer"),
        Console.query(in, "level").flatMap(LogLevel::of),
        Console.query(in, "event"),
        Console.query(in, "text"),
        time(in, "from"),
        time(in, "to"));
  }

  /** RFC 3339, or a date as a browser's date field has it. */
  private static Optional<Instant> time(Request in, String name) {
    return Console.query(in, name)
        .map(
            text -> {
              try {
                return Instant.parse(
                    text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text);
              } catch (DateTimeParseException _) {
                throw new RequestRefused(
                    Problems.badParameter(name, "expected a time such as 2026-01-31T09:00:00Z"));
              }
            });
  }

  private static OptionalLong before(Request in) {
    var text = Console.query(in, "before").orElse("");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new RequestRefused(Problems.badParameter("before", "expected a position"));
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private Reply json(Request in) {
    var page = domain.logs().page(query(in), before(in), Api.limit(in, ROWS, 1000));
    return Reply.json(
        new LineList(
            page.lines().stream().map(LineView::of).toList(),
            page.next().isPresent() ? page.next().getAsLong() : null));
  }

  private Reply export(Request in) {
    boolean csv = !Console.query(in, "format").orElse("csv").equals("jsonl");
    var format = csv ? LogFormat.CSV : LogFormat.JSON_LINES;
    var bytes = new Bounded();
    if (!exporting.tryAcquire()) {
      return Reply.problem(BUSY);
    }
    try {
      switch (domain.logs().export(query(in), format, bytes, LONGEST)) {
        case Exported.Whole _ -> {
          // it is in the bytes
        }
        case Exported.TooLong _ -> {
          return Api.unfit(
              "too-much",
              "looking took longer than "
                  + LONGEST.toSeconds()
                  + " s: name times with from and to");
        }
      }
    } catch (TooMuch _) {
      return Api.unfit(
          "too-much",
          "that is more than " + MOST_BYTES / 1024 / 1024 + " MiB: name times with from and to");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      exporting.release();
    }
    return new Reply.Content(
        200,
        csv ? "text/csv" : "application/jsonl",
        bytes.toByteArray(),
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"client-logs." + (csv ? "csv" : "jsonl") + "\""));
  }

  /** A file that does not grow for ever. */
  private static final class Bounded extends ByteArrayOutputStream {
    @Override
    public void write(byte[] bytes) throws IOException {
      if (count + bytes.length > MOST_BYTES) {
        throw new TooMuch();
      }
      super.write(bytes);
    }
  }

  private static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private Reply show(Request in) {
    var page = domain.logs().page(query(in), before(in), ROWS);
    var rows = page.lines().stream().map(LogsPage::row).toList();
    var links = new ArrayList<Cell>();
    if (page.next().isPresent()) {
      links.add(Cell.link("Older", address(in, page.next().getAsLong())));
    }
    links.add(Cell.link("As CSV", PATH + "/export?format=csv&" + pairs(in)));
    links.add(Cell.link("As JSON lines", PATH + "/export?format=jsonl&" + pairs(in)));
    return console.page(
        in,
        "Client logs",
        PATH,
        Sheet.of(
            Card.of(
                "Log lines",
                filter(in),
                new Table(
                    "The latest first. Times are UTC, by the clients' clocks.",
                    List.of("When", "Level", "Event", "Who", "Text"),
                    rows,
                    "No line matches."),
                new Links(links))));
  }

  private static String address(Request in, long before) {
    return PATH + "?before=" + before + "&" + pairs(in);
  }

  private static String pairs(Request in) {
    var given = new LinkedHashMap<String, String>();
    for (var name : List.of("client", "consumer", "level", "event", "text", "from", "to")) {
      Console.query(in, name).ifPresent(value -> given.put(name, value));
    }
    return given.entrySet().stream()
        .map(each -> each.getKey() + "=" + Words.encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static Form filter(Request in) {
    var fields = new ArrayList<Sheet.Field>();
    fields.add(Input.search("text", "Text", Console.query(in, "text").orElse("")));
    fields.add(Input.search("event", "Event", Console.query(in, "event").orElse("")));
    fields.add(
        new Choice(
            "level",
            "Level",
            List.of(
                new Option("", "all"),
                new Option("info", "info and above"),
                new Option("warn", "warn and above"),
                new Option("error", "error")),
            Console.query(in, "level").orElse("")));
    fields.add(Input.text("from", "From", day(in, "from")).typed("date"));
    fields.add(Input.text("to", "Before", day(in, "to")).typed("date"));
    for (var kept : List.of("consumer", "client")) {
      Console.query(in, kept).ifPresent(value -> fields.add(new Hidden(kept, value)));
    }
    return Form.search(PATH, fields.toArray(Sheet.Field[]::new));
  }

  private static String day(Request in, String name) {
    var text = Console.query(in, name).orElse("");
    return text.length() >= 10 ? text.substring(0, 10) : "";
  }

  private static Row row(LoggedLine one) {
    var line = one.line();
    var more =
        line.fields().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
    return Row.of(
        Cell.text(Words.stamp(line.at())),
        switch (line.level()) {
          case DEBUG, INFO -> Cell.calm(line.level().word());
          case WARN -> Cell.warn("warn");
          case ERROR -> Cell.bad("error");
        },
        Cell.mono(line.event()),
        Cell.link(
            one.address().isEmpty() ? one.client() : one.address(),
            ConsumersPage.address(one.consumer())),
        Cell.text((line.text().orElse("") + " " + more).strip()));
  }
}

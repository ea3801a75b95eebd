package org.sallyport.client.link;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;

/**
 * Asks the servers of a stamp, in its order. One that cannot be reached, whose certificate does not
 * fit, or that says it cannot serve (503, 421, 502, 504) makes way for the next within the same
 * call; what any other answer refuses is refused. A server that failed is asked last for a while,
 * then in its place again, so that work returns to the first one. Any thread.
 */
public final class Link implements AutoCloseable {
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final List<Member> members;
  private final InstantSource clock;
  private final LinkLimits limits;
  private final LinkWatcher watcher;
  private final Absences absences;
  private volatile boolean closed;

  /**
   * Opens no connection yet.
   *
   * @param absences what is known of servers from before, and where that is kept
   */
  public Link(
      Stamp stamp, InstantSource clock, LinkLimits limits, LinkWatcher watcher, Absences absences) {
    this.absences = absences;
    this.clock = clock;
    this.limits = limits;
    this.watcher = watcher;
    this.members =
        stamp.servers().stream().map(server -> new Member(server, stamp.trust(), limits)).toList();
    // What lies further ahead than any rest was written by a clock that was off.
    var latest = clock.instant().plus(LONGEST_REST);
    for (var member : members) {
      absences
          .of(member.server())
          .ifPresent(until -> member.leave(until.isAfter(latest) ? latest : until));
    }
  }

  /**
   * Asks until a server answers.
   *
   * @throws InterruptedException also when the link is closed meanwhile, or was before
   */
  public Answer ask(Question question) throws InterruptedException {
    var attempts = new ArrayList<Answer.Attempt>();
    for (var member : inOrder()) {
      requireOpen();
      try {
        var response = member.send(question);
        if (!isForTheNext(response.statusCode())) {
          if (member.welcome()) {
            absences.back(member.server());
            watcher.back(member.server());
          }
          return answer(response);
        }
        attempts.add(unwilling(member, response));
      } catch (IOException e) {
        requireOpen();
        attempts.add(member.failed(e));
        leave(member, attempts.getLast(), limits.leaveAlone());
      }
    }
    return new Answer.Unreachable(attempts);
  }

  private void requireOpen() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the link is closed");
    }
  }

  private List<Member> inOrder() {
    var now = clock.instant();
    return members.stream()
        .sorted(Comparator.comparing(member -> member.isAskedLast(now)))
        .toList();
  }

  private static boolean isForTheNext(int status) {
    return status == 503 || status == 421 || status == 502 || status == 504;
  }

  private Answer.Attempt unwilling(Member member, HttpResponse<byte[]> response) {
    var problem = Problem.of(response);
    var attempt =
        new Answer.Attempt(
            member.server(),
            member.server()
                + " cannot serve now ("
                + response.statusCode()
                + (problem.detail().isEmpty() ? "" : ": " + problem.detail())
                + ")",
            Optional.empty());
    leave(member, attempt, rest(response));
    return attempt;
  }

  private Duration rest(HttpResponse<?> response) {
    var seconds =
        response
            .headers()
            .firstValue("retry-after")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Long::parseLong)
            .map(Duration::ofSeconds)
            .orElse(limits.leaveAlone());
    return seconds.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : seconds;
  }

  private void leave(Member member, Answer.Attempt attempt, Duration rest) {
    var until = clock.instant().plus(rest);
    absences.left(member.server(), until);
    if (member.leave(until)) {
      watcher.lost(attempt);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status < 300 || status == 304) {
      return new Answer.Given(status, response.body(), response.headers().firstValue("etag"));
    }
    var problem = Problem.of(response);
    var detail = problem.detail().isEmpty() ? "the server answers " + status : problem.detail();
    return new Answer.Refused(status, problem.name(), detail, date(response));
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    try {
      return response
          .headers()
          .firstValue("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Problem details (RFC 9457) as far as they are used. */
  private record Problem(@Nullable String type, @Nullable String title, @Nullable String detail) {
    private static final String OURS = "urn:sallyport:problem:";
    private static final int LONGEST = 500;

    record Said(String name, String detail) {}

    static Said of(HttpResponse<byte[]> response) {
      return Json.read(response.body(), Problem.class).map(Problem::said).orElse(new Said("", ""));
    }

    private Said said() {
      var name = type != null && type.startsWith(OURS) ? type.substring(OURS.length()) : "";
      var text = detail != null ? detail : title != null ? title : "";
      return new Said(name, printable(text));
    }

    /** A server's words reach a terminal: nothing in them steers it. */
    private static String printable(String text) {
      var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
      return cut.replaceAll("\\p{Cntrl}", " ").strip();
    }
  }

  @Override
  public void close() {
    closed = true;
    members.forEach(Member::close);
  }
}

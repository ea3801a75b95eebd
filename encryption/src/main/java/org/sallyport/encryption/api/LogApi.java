package org.sallyport.encryption.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.log.LogReading;
import org.sallyport.encryption.settings.ClientLimitSettings;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Takes in what clients log. */
final class LogApi {
  /** What one batch may have in octets. */
  static final int LARGEST = 256 * 1024;

  private final Domain domain;
  private final ClientRate rate;

  LogApi(Domain domain, ClientLimitSettings limits) {
    this.domain = domain;
    rate = new ClientRate("log batches", limits.logBatchesPerMinute(), domain.clock());
  }

  /**
   * Lines that are sent together.
   *
   * @param batch {@code b_} and at least 8 characters, the client's own name for the batch
   * @param lines 1 to 500
   */
  record BatchView(String batch, List<LineView> lines) {}

  /**
   * A line.
   *
   * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
   * @param event a name for programs
   */
  record LineView(
      Instant at,
      String level,
      String event,
      Optional<String> text,
      Optional<Map<String, String>> fields) {}

  /**
   * What became of a batch.
   *
   * @param accepted how many lines it has
   * @param known whether it had come before; then nothing was done
   */
  record AcceptedView(int accepted, boolean known) {}

  List<Route> routes() {
    return List.of(
        Route.post("/v1/logs", "uploadLogs")
            .summary("Keeps lines of the client's log. A batch may be sent again at any time.")
            .tag("logs")
            .body(BatchView.class)
            .answers(200, "The lines are durable.", AcceptedView.class)
            .refuses(400, "A line is not as it should be; the problem says which.")
            .refuses(401, "There is no session.")
            .refuses(413, "More than 256 KiB.")
            .refuses(429, "More than one client needs; Retry-After says when to go on.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::upload));
  }

  private Reply upload(Request request) {
    if (request.bytes().length > LARGEST) {
      return Reply.problem(Problems.tooLarge(LARGEST));
    }
    var batch = request.json(LogReading::of);
    var client = request.caller().name();
    var refusal = rate.refusal(client);
    if (refusal.isPresent()) {
      return Reply.problem(refusal.get());
    }
    var accepted = domain.logs().accept(client, request.caller().tenant(), batch);
    return Reply.json(new AcceptedView(accepted.lines(), accepted.known()));
  }
}

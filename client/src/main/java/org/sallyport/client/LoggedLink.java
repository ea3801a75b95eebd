package org.sallyport.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.LinkWatcher;
import org.sallyport.client.link.Server;
import org.sallyport.client.log.LogLine;
import org.sallyport.client.log.LogQueue;

/** Writes the comings and goings of servers into the client's log. */
public final class LoggedLink implements LinkWatcher {
  private final LogQueue log;
  private final InstantSource clock;

  /** Into this log. */
  public LoggedLink(LogQueue log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void lost(Answer.Attempt attempt) {
    add(
        LogLine.Level.warn,
        attempt.certificate().isPresent() ? "server-refused" : "server-lost",
        Optional.of(attempt.reason()),
        attempt.server());
  }

  @Override
  public void back(Server server) {
    add(LogLine.Level.info, "server-back", Optional.empty(), server);
  }

  private void add(LogLine.Level level, String event, Optional<String> text, Server server) {
    try {
      var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      log.add(new LogLine(at, level, event, text, Map.of("server", server.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

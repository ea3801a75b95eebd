package org.sallyport.client.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came of a question. */
public sealed interface Answer {
  /**
   * It was done, or nothing has changed (304).
   *
   * @param status of HTTP
   * @param body may be empty
   * @param etag names this state of what was asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
  record Given(int status, byte[] body, Optional<String> etag) implements Answer {}

  /**
   * A server refuses. Another one would too, so none is asked.
   *
   * @param status of HTTP
   * @param problem the last part of the problem's type; empty when it has none
   * @param detail for people
   * @param date the server's clock
   */
  record Refused(int status, String problem, String detail, Optional<Instant> date)
      implements Answer {}

  /**
   * No server could be asked.
   *
   * @param attempts what became of each
   */
  record Unreachable(List<Attempt> attempts) implements Answer {
    /** Copies the list. */
    public Unreachable {
      attempts = List.copyOf(attempts);
    }

    /** One sentence for people; a certificate that was refused comes first. */
    public String sentence() {
      return attempts.stream()
          .filter(attempt -> attempt.certificate().isPresent())
          .findFirst()
          .map(Attempt::reason)
          .orElseGet(
              () -> String.join("; ", attempts.stream().map(Attempt::reason).distinct().toList()));
    }
  }

  /**
   * A server that could not be asked.
   *
   * @param server which one
   * @param reason for people
   * @param certificate when it was refused for that
   */
  record Attempt(Server server, String reason, Optional<RefusedCertificate> certificate) {}
}

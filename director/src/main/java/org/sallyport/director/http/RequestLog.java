package org.sallyport.director.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.service.ServiceLoop;

/** Writes the access log's line for each request of one connection. Loop thread only. */
final class RequestLog {
  private final ServiceLoop at;
  private final InetSocketAddress client;
  private final @Nullable String serverName;
  private final RequestIntake intake;
  private final Request request;
  private final MemberSearch search;

  RequestLog(
      ServiceLoop at,
      InetSocketAddress client,
      @Nullable String serverName,
      RequestIntake intake,
      Request request,
      MemberSearch search) {
    this.at = at;
    this.client = client;
    this.serverName = serverName;
    this.intake = intake;
    this.request = request;
    this.search = search;
  }

  /**
   * Says that the request has ended.
   *
   * @param status what the client was sent; 0 for nothing
   * @param cause why it ended so; where a member answered, why that one was chosen
   */
  void write(int status, long bytesOut, Outcome outcome, String cause) {
    if (!at.service().accessLog().enabled()) {
      return;
    }
    var entry =
        intake
            .describe(at.accessEntry())
            .client(client.getAddress(), client.getPort())
            .serverName(serverName)
            .status(status)
            .bytes(intake.headBytes() + request.body().passed(), bytesOut)
            .outcome(outcome);
    var member = search.member();
    if (member != null) {
      entry.member(member.name(), cause);
    } else {
      entry.reason(cause);
    }
    at.service().accessLog().write(entry);
  }
}

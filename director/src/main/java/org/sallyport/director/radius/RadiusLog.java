package org.sallyport.director.radius;

import org.sallyport.director.log.AccessEntry;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.wire.radius.Code;

/**
 * One line of the access log for each request: the method is the request's name, the path is the
 * User-Name, the status is the number of the reply's code (2 accept, 3 reject, 5 accounting, 11
 * challenge).
 */
final class RadiusLog {
  private RadiusLog() {}

  static void answered(ServiceLoop at, Flight flight, Member by, Code reply, int length) {
    if (at.service().accessLog().enabled()) {
      var outcome = flight.retried ? Outcome.RETRIED : Outcome.OK;
      write(
          at,
          entry(at, flight)
              .member(by.name(), flight.reason)
              .status(reply.number())
              .bytes(flight.bytesIn, length)
              .outcome(outcome));
    }
  }

  static void unanswered(ServiceLoop at, Flight flight) {
    if (at.service().accessLog().enabled()) {
      var entry = entry(at, flight).outcome(Outcome.ERROR);
      var member = flight.member();
      if (member != null) {
        entry.member(member.name(), flight.reason);
      }
      write(at, entry);
    }
  }

  static void refused(ServiceLoop at, Flight flight, String cause) {
    if (at.service().accessLog().enabled()) {
      write(at, entry(at, flight).reason(cause).outcome(Outcome.REFUSED));
    }
  }

  private static AccessEntry entry(ServiceLoop at, Flight flight) {
    var client = flight.client;
    var entry =
        at.accessEntry()
            .service(at.service().name())
            .client(client.getAddress(), client.getPort())
            .method(flight.code.standardName())
            .bytes(flight.bytesIn, 0)
            .duration(System.nanoTime() - flight.began);
    if (flight.userName.length > 0) {
      entry.path(flight.userName, 0, flight.userName.length);
    }
    return entry;
  }

  private static void write(ServiceLoop at, AccessEntry entry) {
    at.service().accessLog().write(entry);
  }
}

package org.sallyport.smtp.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened in a session, for its line in the log. One thread. */
final class Tally {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  int messages;
  int errors;
  int refusals;
  long octets;
  boolean injected;
  String cause = "";

  void texts(long size) {
    octets += size;
  }

  /** A hop that throws is a defect, or a disk that is full. */
  void mistake(Exception e) {
    LOG.atError().setCause(e).log("smtp-hop-broken");
  }

  void log(String server, Peer peer) {
    LOG.atInfo()
        .addKeyValue("server", server)
        .addKeyValue("client", peer.address().getAddress().getHostAddress())
        .addKeyValue("tls", peer.tls().orElse("none"))
        .addKeyValue("messages", messages)
        .addKeyValue("octets", octets)
        .addKeyValue("errors", errors)
        .addKeyValue("refusals", refusals)
        .addKeyValue("injected", injected)
        .addKeyValue("cause", cause)
        .log("smtp-session");
  }
}

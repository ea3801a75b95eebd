package org.sallyport.smtp.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sallyport.smtp.link.Link;
import org.sallyport.smtp.link.Watch;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener and its connections. {@link #start} and {@link #close} on any thread that may block;
 * each connection has a virtual thread of its own.
 */
public final class SmtpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
  private static final int BACKLOG = 512;
  private static final Duration PREFACE = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofMillis(100);

  private final ServerParameters server;
  private final Hop hop;
  private final Admission admission;
  private final Watch watch = new Watch("smtp-watch");
  private final ServerSocket listening;
  private volatile boolean draining;

  private SmtpServer(ServerParameters server, Hop hop, ServerSocket listening) {
    this.server = server;
    this.hop = hop;
    this.listening = listening;
    this.admission = new Admission(server.limits());
  }

  /**
   * Listens and takes connections.
   *
   * @throws IOException when the address cannot be had
   */
  public static SmtpServer start(ServerParameters parameters, Hop hop) throws IOException {
    var listening = new ServerSocket();
    try {
      listening.setReuseAddress(true);
      listening.bind(parameters.listen(), BACKLOG);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    var server = new SmtpServer(parameters, hop, listening);
    server.watch.start();
    Thread.ofVirtual().name("smtp-accept").start(server::accept);
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /** Connections that are open. */
  public int connections() {
    return admission.open();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().name("smtp-session").start(() -> serve(socket));
      } catch (SocketException closed) {
        if (!listening.isClosed()) {
          rest(closed);
        }
      } catch (IOException e) {
        rest(e);
      }
    }
  }

  /** Too many files are open, for instance; connections wait in the meantime. */
  private void rest(IOException e) {
    LOG.atWarn().addKeyValue("cause", e.getMessage()).log("smtp-accept-failed");
    try {
      TimeUnit.NANOSECONDS.sleep(REST.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket socket) {
    var tally = new Tally();
    var peer = Peer.at((InetSocketAddress) socket.getRemoteSocketAddress());
    try (socket;
        var link = new Link(socket, watch)) {
      socket.setTcpNoDelay(true);
      link.endAfter(PREFACE);
      var client = client(socket);
      if (client.isEmpty()) {
        tally.cause = "proxy-header";
        return;
      }
      peer = Peer.at(client.get());
      admit(link, peer, tally);
    } catch (IOException e) {
      tally.cause = "broken: " + e.getMessage();
    } catch (RuntimeException e) { // a mistake of ours ends one connection, not the server
      tally.mistake(e);
    } finally {
      tally.log(server.name(), peer);
    }
  }

  private Optional<InetSocketAddress> client(Socket socket) throws IOException {
    var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    return server.isProxy(remote.getAddress())
        ? Preface.read(socket, (int) PREFACE.toMillis())
        : Optional.of(remote);
  }

  private void admit(Link link, Peer peer, Tally tally) throws IOException {
    var address = peer.address().getAddress();
    var verdict = admission.enter(address, server.isRelay(address), System.nanoTime());
    if (verdict != Admission.Verdict.ADMITTED) {
      tally.cause = verdict.name();
      refuse(link, Reply.of(421, "4.7.0", "too many connections"));
      return;
    }
    try {
      var known =
          server.mode() == ListenerTls.IMPLICIT
              ? peer.secured(Handshake.shake(link, server.tls().orElseThrow()))
              : peer;
      link.endAfter(server.limits().total().plus(server.limits().message()));
      converse(link, known, tally);
    } finally {
      admission.leave(address);
    }
  }

  private void converse(Link link, Peer peer, Tally tally) throws IOException {
    if (draining) {
      tally.cause = "drained";
      refuse(link, Reply.of(421, "4.3.2", "closing for maintenance"));
      return;
    }
    switch (hop.open(peer)) {
      case Hop.Opened.Refused(var reply) -> {
        tally.cause = "hop: " + reply;
        refuse(link, reply);
      }
      case Hop.Opened.Ready(var conversation) -> {
        try (conversation) {
          if (link.hasInput()) {
            // RFC 5321 section 4.3.1: a client waits for the greeting. Web browsers do not.
            tally.cause = "early";
            refuse(link, Reply.of(554, "5.5.1", "you spoke before the greeting"));
          } else {
            new Session(server, link, peer, conversation, tally, () -> draining).hold();
          }
        }
      }
    }
  }

  /** RFC 5321 section 3.1 would have us wait for QUIT; who is refused has nothing to say. */
  private static void refuse(Link link, Reply reply) throws IOException {
    link.write(reply.format());
    link.flush();
  }

  /**
   * Takes no more connections, ends those that are idle with 421, lets messages that have begun
   * end, and waits for all that.
   *
   * @return whether all have ended in time
   */
  public boolean drain(Duration limit) throws IOException {
    draining = true;
    listening.close();
    long until = System.nanoTime() + limit.toNanos();
    while (admission.open() > 0 && System.nanoTime() - until < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return admission.open() == 0;
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    draining = true;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("smtp-listener-not-closed");
    }
    watch.endAll();
    watch.close();
  }
}

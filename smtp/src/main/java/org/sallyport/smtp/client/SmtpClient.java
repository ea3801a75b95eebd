package org.sallyport.smtp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.net.tls.TlsFailure;
import org.sallyport.smtp.link.Link;
import org.sallyport.smtp.link.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls next hops. Any virtual thread, several at a time. */
public final class SmtpClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpClient.class);

  private final ClientParameters parameters;
  private final HostNames names = new HostNames();
  private final Watch watch = new Watch("smtp-client-watch");

  private SmtpClient(ClientParameters parameters) {
    this.parameters = parameters;
  }

  /** Ready to call. */
  public static SmtpClient open(ClientParameters parameters) {
    var client = new SmtpClient(parameters);
    client.watch.start();
    return client;
  }

  /** Calls one after the other until one has greeted and answered EHLO. Blocks. */
  public Dialled call(List<NextHop> hops) {
    var failed = new ArrayList<Attempt>();
    for (var hop : hops) {
      try {
        return new Dialled.Ready(call(hop), failed);
      } catch (RefusedException refused) {
        failed.add(new Attempt(hop, reason(refused), Optional.of(refused.reply())));
      } catch (IOException e) {
        failed.add(new Attempt(hop, reason(e), Optional.empty()));
      }
    }
    return new Dialled.Unreachable(failed);
  }

  private static String reason(IOException e) {
    return TlsFailure.of(e)
        .map(TlsFailure::sentence)
        .orElseGet(() -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private SmtpConnection call(NextHop hop) throws IOException {
    try {
      return call(hop, hop.mode());
    } catch (HandshakeException e) {
      if (hop.mode() != ClientTls.OPPORTUNISTIC) {
        throw e;
      }
      // RFC 7435: some protection where it works, and mail in any case.
      LOG.atWarn()
          .addKeyValue("hop", hop)
          .addKeyValue("cause", reason(e))
          .log("smtp-tls-failed-opportunistic");
      return call(hop, ClientTls.OFF);
    }
  }

  private SmtpConnection call(NextHop hop, ClientTls mode) throws IOException {
    var times = parameters.timeouts();
    var address = names.find(hop.address().host(), times.connect().toNanos());
    var socket = new Socket();
    @Nullable Link link = null;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(address, hop.address().port()),
          Math.clamp(times.connect().toMillis(), 1, Integer.MAX_VALUE));
      link = new Link(socket, watch);
      link.limitWrites(times.block());
      return Opening.of(link, hop, mode, parameters);
    } catch (IOException | RuntimeException e) {
      if (link == null) {
        socket.close();
      } else {
        link.abort(); // the watch has it until then
      }
      throw e;
    }
  }

  /** Ends the connections that are open. */
  @Override
  public void close() {
    watch.endAll();
    watch.close();
  }
}

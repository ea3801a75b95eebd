package org.sallyport.gateway.factor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.net.tls.MemberTls;

/** Makes connections to the authority: directly or through a proxy, then TLS. Blocks. */
final class Dialler {
  private static final int LISTEN_MILLIS = 2000;

  private final HostNames names;
  private final Watchdog watchdog;
  private final Optional<Tunnel> tunnel;
  private final BooleanSupplier ownExpired;

  Dialler(HostNames names, Watchdog watchdog, Optional<Tunnel> tunnel, BooleanSupplier ownExpired) {
    this.names = names;
    this.watchdog = watchdog;
    this.tunnel = tunnel;
    this.ownExpired = ownExpired;
  }

  /** Whether our own certificate has expired. */
  boolean ownExpired() {
    return ownExpired.getAsBoolean();
  }

  /**
   * A connection that has shaken hands.
   *
   * @param deadline of {@link System#nanoTime}
   */
  AuthorityConnection connect(HostPort address, MemberTls tls, long deadline) throws LinkFailure {
    var raw = new Socket();
    var watch = watchdog.over(raw, deadline);
    boolean connected = false;
    try (watch) {
      reach(raw, address, deadline);
      if (tunnel.isPresent()) {
        openTunnel(tunnel.get(), raw, address, watch);
      }
      var connection = secure(raw, address, tls, watch);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        Watchdog.end(raw);
      }
    }
  }

  /**
   * Whether the authority ends connections because of our certificate. With TLS 1.3 its alert comes
   * after the handshake (RFC 8446 section 4.4.2.4) and is lost where our request crosses it, so
   * this sends none and listens.
   */
  Optional<LinkFailure> diagnose(HostPort address, MemberTls tls, long deadline) {
    try {
      var connection = connect(address, tls, deadline);
      try {
        connection.listen(LISTEN_MILLIS);
        return Optional.empty();
      } catch (IOException e) {
        var heard = FailureReason.securing(e, address.toString(), ownExpired());
        return Optional.of(heard).filter(failure -> failure.reason() == Cause.CERTIFICATE);
      } finally {
        connection.close();
      }
    } catch (LinkFailure e) {
      return Optional.of(e).filter(failure -> failure.reason() == Cause.CERTIFICATE);
    }
  }

  private void reach(Socket raw, HostPort address, long deadline) throws LinkFailure {
    var hop = tunnel.map(Tunnel::address).orElse(address);
    try {
      long left = deadline - System.nanoTime();
      var ip = names.find(hop.host(), left);
      int millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, Integer.MAX_VALUE);
      raw.connect(new InetSocketAddress(ip, hop.port()), millis);
      raw.setTcpNoDelay(true);
    } catch (IOException e) {
      var whose = tunnel.isPresent() ? Cause.PROXY : Cause.UNREACHABLE;
      throw FailureReason.connecting(e, whose, hop.toString());
    }
  }

  private static void openTunnel(Tunnel tunnel, Socket raw, HostPort address, Watchdog.Watch watch)
      throws LinkFailure {
    try {
      tunnel.open(raw, address);
    } catch (LinkFailure e) {
      if (watch.bitten()) {
        // A proxy that is itself in order waits as long as the authority does not answer it.
        throw LinkFailure.of(
            Cause.UNREACHABLE, "the proxy has not reached " + address + " in time");
      }
      throw e;
    }
  }

  private AuthorityConnection secure(
      Socket raw, HostPort address, MemberTls tls, Watchdog.Watch watch) throws LinkFailure {
    try {
      var socket = tls.over(raw, address);
      socket.startHandshake();
      return new AuthorityConnection(raw, socket);
    } catch (IOException e) {
      if (watch.bitten()) {
        throw LinkFailure.of(Cause.UNREACHABLE, address + " has not shaken hands in time");
      }
      throw FailureReason.handshaking(e, address.toString(), ownExpired());
    }
  }
}

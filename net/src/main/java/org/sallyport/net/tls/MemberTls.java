package org.sallyport.net.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.sallyport.kernel.HostPort;

/**
 * TLS towards servers: members of a pool, or whatever a node calls. The same verification stands
 * behind handlers on event loops and behind blocking sockets, so that a health check fails for the
 * reason for which traffic would.
 *
 * <p>When a handshake fails, {@link TlsFailure#of} finds the reason in the exception. On event
 * loops, sessions are resumed per member for at most an hour and not across a reload; a resumed
 * session is still refused once the certificate has expired. Sockets resume for a second at most,
 * so that a health check sees the certificate that the member has now.
 *
 * <p>{@link #newHandler} is called on any event loop; the other methods on threads that may block.
 */
public final class MemberTls implements AutoCloseable {
  private final MemberTlsParameters parameters;
  private volatile MemberContexts current;
  private final FileWatch files;

  private MemberTls(MemberTlsParameters parameters, MemberContexts first, FileWatch files) {
    this.parameters = parameters;
    this.current = first;
    this.files = files;
  }

  /** Reads the files. Blocks. */
  public static Loaded<MemberTls> open(MemberTlsParameters parameters) {
    var files = new FileWatch(parameters.paths(), parameters.clock());
    return MemberContexts.load(parameters)
        .then(first -> Loaded.ready(new MemberTls(parameters, first, files)));
  }

  /** The name that must stand in the server's certificate. */
  public String expectedName() {
    return parameters.expectedName();
  }

  /**
   * A handler for one connection. It must be added to a pipeline, which frees it when the channel
   * closes.
   *
   * @param member the server that is called; sessions are kept by it
   */
  public SslHandler newHandler(ByteBufAllocator allocator, HostPort member) {
    while (true) {
      var generation = current;
      try {
        return generation.loops().newHandler(allocator, member.host(), member.port());
      } catch (IllegalReferenceCountException replaced) {
        if (generation == current) {
          throw replaced;
        }
        // A reload freed the context between the read and its use; the next one takes over.
      }
    }
  }

  /**
   * A TLS socket over one that is connected; closing it closes both. The handshake is not begun:
   * the caller sets its time limit and calls {@link SSLSocket#startHandshake}.
   */
  public SSLSocket over(Socket connected, HostPort member) throws IOException {
    var factory = current.sockets().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(connected, member.host(), member.port(), true);
    socket.setUseClientMode(true);
    var wanted = socket.getSSLParameters();
    wanted.setProtocols(TlsPolicy.PROTOCOLS);
    wanted.setCipherSuites(TlsPolicy.ciphers(socket.getSupportedCipherSuites()));
    wanted.setServerNames(
        MemberContexts.serverName(parameters.expectedName()).stream()
            .<javax.net.ssl.SNIServerName>map(name -> name)
            .toList());
    socket.setSSLParameters(wanted);
    return socket;
  }

  /** Reads the files again where they have changed since they were taken into use. Blocks. */
  public synchronized Refresh refresh() {
    return files.refresh(this::load);
  }

  /** Reads the files again; empty: the new ones are in use, else the old ones stay. Blocks. */
  public synchronized List<TlsProblem> reload() {
    return files.reload(this::load);
  }

  private List<TlsProblem> load() {
    return switch (MemberContexts.load(parameters)) {
      case Loaded.Refused<MemberContexts>(var problems) -> problems;
      case Loaded.Ready<MemberContexts>(var next, _) -> {
        var old = current;
        current = next;
        old.release();
        yield List.of();
      }
    };
  }

  /** Frees the context once the last connection has ended. No handler may be asked for after. */
  @Override
  public void close() {
    current.release();
  }
}

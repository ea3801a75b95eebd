package org.sallyport.net.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards clients: which certificate a client is shown, and the handler that shows it.
 *
 * <p>A reload replaces all certificates at once. Connections that are open keep the context they
 * began with, which is freed when the last of them ends. {@link #newHandler} is called on any event
 * loop; the other methods on threads that may block, one at a time.
 */
public final class ServerTls implements AutoCloseable {
  private final ServerTlsParameters parameters;
  private volatile ServerContexts current;
  private final FileWatch files;

  private ServerTls(ServerTlsParameters parameters, ServerContexts first, FileWatch files) {
    this.parameters = parameters;
    this.current = first;
    this.files = files;
  }

  /** Reads the files. Blocks. */
  public static Loaded<ServerTls> open(ServerTlsParameters parameters) {
    var files = new FileWatch(parameters.paths(), parameters.clock());
    return ServerContexts.load(parameters)
        .then(first -> Loaded.ready(new ServerTls(parameters, first, files)));
  }

  /**
   * Whether the choice depends on the server name. Where it does not, the caller may skip the
   * ClientHello and pass null.
   */
  public boolean needsServerName() {
    return current.store().entries().size() > 1;
  }

  /**
   * A handler for one connection. It must be added to a pipeline, which frees it when the channel
   * closes.
   *
   * @param serverName in lower case without a trailing dot, as {@code
   *     org.sallyport.wire.tls.ClientHello} gives it; null when the client sent none
   */
  public SslHandler newHandler(ByteBufAllocator allocator, @Nullable String serverName) {
    long now = parameters.clock().millis();
    while (true) {
      var generation = current;
      try {
        return generation.choose(serverName, now).newHandler(allocator);
      } catch (IllegalReferenceCountException replaced) {
        if (generation == current) {
          throw replaced;
        }
        // A reload freed the context between the choice and its use; the next one takes over.
      }
    }
  }

  /**
   * A TLS socket over one that is connected, for servers that block; closing it closes both. The
   * handshake is not begun: the caller sets its time limit and calls {@link
   * SSLSocket#startHandshake}.
   */
  public SSLSocket over(Socket connected) throws IOException {
    var factory = current.sockets().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(connected, null, connected.getPort(), true);
    socket.setUseClientMode(false);
    var wanted = socket.getSSLParameters();
    wanted.setProtocols(TlsPolicy.PROTOCOLS);
    wanted.setCipherSuites(TlsPolicy.ciphers(socket.getSupportedCipherSuites()));
    parameters
        .clients()
        .ifPresent(
            asked -> {
              if (asked.required()) {
                wanted.setNeedClientAuth(true);
              } else {
                wanted.setWantClientAuth(true);
              }
            });
    socket.setSSLParameters(wanted);
    return socket;
  }

  /** The certificate that a client who names this server would be shown now. */
  public CertificateEntry choose(@Nullable String serverName) {
    return current.store().choose(serverName, parameters.clock().millis());
  }

  /** The certificates in use, in the order of the configuration. */
  public List<CertificateEntry> certificates() {
    return current.store().entries();
  }

  /** Reads the files again where they have changed since they were taken into use. Blocks. */
  public synchronized Refresh refresh() {
    return files.refresh(this::load);
  }

  /**
   * Reads the files again. Empty: the new certificates are in use. Else the old ones stay, also
   * where a certificate that is valid would be replaced by one that has expired. Blocks.
   */
  public synchronized List<TlsProblem> reload() {
    return files.reload(this::load);
  }

  private List<TlsProblem> load() {
    return switch (ServerContexts.load(parameters)) {
      case Loaded.Refused<ServerContexts>(var problems) -> problems;
      case Loaded.Ready<ServerContexts>(var next, _) -> replace(next);
    };
  }

  private List<TlsProblem> replace(ServerContexts next) {
    var worse = worse(next);
    if (!worse.isEmpty()) {
      next.release();
      return worse;
    }
    var old = current;
    current = next;
    old.release();
    return List.of();
  }

  private List<TlsProblem> worse(ServerContexts next) {
    long now = parameters.clock().millis();
    var problems = new ArrayList<TlsProblem>();
    for (var entry : next.store().entries()) {
      boolean replacesValid =
          current.store().entries().stream()
              .anyMatch(old -> old.origin().equals(entry.origin()) && old.isValidAt(now));
      if (!entry.isValidAt(now) && replacesValid) {
        problems.add(
            new TlsProblem(
                entry.origin().toString(),
                "the new certificate is not valid now (it ends "
                    + entry.validUntil()
                    + "), and the one in use is; it stays in use"));
      }
    }
    return problems;
  }

  /** Frees the contexts once the last connection has ended. No handler may be asked for after. */
  @Override
  public void close() {
    current.release();
  }

  /** The generation in use, for tests that look at what is freed. */
  ServerContexts generation() {
    return current;
  }
}

package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A member: nginx with {@code /1k} and {@code /64k}, in clear on one port and behind TLS on
 * another. It gives a client without the cookie one, and names itself in {@code X-Member}.
 */
public final class Origin implements AutoCloseable {
  private final String name;
  private final Path directory;
  private final Path certificate;
  private final Path key;
  private final int port;
  private final int tlsPort;
  private Running process;

  /** Starts a member; the first character of its name tells members apart. */
  public static Origin start(String name, Path parent, Path certificate, Path key)
      throws IOException {
    return new Origin(name, parent, certificate, key);
  }

  private Origin(String name, Path parent, Path certificate, Path key) throws IOException {
    this.name = name;
    this.directory = Files.createDirectories(parent.resolve("origin-" + name));
    this.certificate = certificate;
    this.key = key;
    this.port = FreePort.next();
    this.tlsPort = FreePort.next();
    Files.writeString(directory.resolve("1k"), "k".repeat(1024));
    Files.writeString(directory.resolve("64k"), "k".repeat(64 * 1024));
    Files.writeString(directory.resolve("nginx.conf"), configuration());
    this.process = launch();
  }

  /** Where it listens for this mode. */
  public int port(Mode mode) {
    return mode.originTls() ? tlsPort : port;
  }

  /** Ends it as kill -9 does: no goodbye on any connection. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same ports. */
  public void restart() throws IOException {
    process = launch();
  }

  /** Processor time it used so far, in nanoseconds. */
  public long cpuNanos() {
    return process.cpuNanos();
  }

  @Override
  public void close() {
    process.close();
  }

  private Running launch() throws IOException {
    var started =
        Running.start(
            NginxProcess.command(directory, directory.resolve("nginx.conf")),
            Running.LOAD_CORE,
            directory);
    started.awaitPort(port);
    return started;
  }

  private String configuration() {
    return NginxProcess.preamble(directory)
        + """
        http {
          access_log off;
          tcp_nopush on;
          sendfile on;
          etag off;
          open_file_cache max=10 inactive=1h;
          open_file_cache_valid 1h;
          keepalive_timeout 1h;
          keepalive_requests 1000000000;
          map $cookie_%1$s $given { "" "%1$s=%2$s-$request_id; Path=/; HttpOnly"; default ""; }
          server {
            listen 127.0.0.1:%3$d;
            listen 127.0.0.1:%4$d ssl;
            %5$s
            root %6$s;
            add_header Set-Cookie $given;
            add_header X-Member %2$s;
          }
        }
        """
            .formatted(
                Scene.COOKIE, name, port, tlsPort, NginxProcess.tls(certificate, key), directory);
  }
}

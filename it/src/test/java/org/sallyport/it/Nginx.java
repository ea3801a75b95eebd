package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki.PemPair;

/**
 * nginx as a member, one process: {@code /} says the member's name, {@code /files/} serves and
 * takes files of {@link #files}, and {@code /slow/} serves them at 500 KB a second.
 */
final class Nginx implements AutoCloseable {
  private final String name;
  private final int port;
  private final Path folder;
  private final Path configuration;
  private PeerProcess process;

  private Nginx(String name, int port, Path folder, Path configuration, PeerProcess process) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.configuration = configuration;
    this.process = process;
  }

  /** A member that speaks HTTP in clear. */
  static Nginx start(Path parent, String name) throws IOException, InterruptedException {
    return start(parent, name, "", "");
  }

  /** A member that speaks HTTPS; {@code more} are further directives of its server. */
  static Nginx startTls(Path parent, String name, PemPair pair, String more)
      throws IOException, InterruptedException {
    var tls =
        """
        ssl_certificate %s;
        ssl_certificate_key %s;
        ssl_protocols TLSv1.2 TLSv1.3;
        %s
        """
            .formatted(pair.chain(), pair.key(), more);
    return start(parent, name, "ssl", tls);
  }

  /**
   * A member.
   *
   * @param listen what follows the address of the listen directive
   * @param more further directives of its server
   */
  static Nginx start(Path parent, String name, String listen, String more)
      throws IOException, InterruptedException {
    var folder = Files.createDirectories(parent.resolve(name));
    Files.createDirectories(folder.resolve("root/files"));
    int port = FreePorts.take();
    var configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, configuration(name, port, folder, listen, more));
    return new Nginx(name, port, folder, configuration, launch(port, folder, configuration));
  }

  private static PeerProcess launch(int port, Path folder, Path configuration)
      throws IOException, InterruptedException {
    return PeerProcess.start(
        List.of(
            Peers.require("nginx").toString(),
            "-e",
            "stderr",
            "-p",
            folder.toString(),
            "-c",
            configuration.toString()),
        folder,
        Readiness.port(port));
  }

  private static String configuration(
      String name, int port, Path folder, String listen, String more) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log stderr warn;
    events { worker_connections 512; }
    http {
      log_format line '$request $status $connection $http_x_forwarded_for $remote_addr';
      access_log access.log line;
      default_type text/plain;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      client_max_body_size 64m;
      keepalive_requests 100000;
      server {
        listen 127.0.0.1:%1$d %2$s;
        root %3$s/root;
        %4$s
        location = / { return 200 %5$s; }
        location = /login { add_header Set-Cookie "ovidCookie=%5$s-$request_id; Path=/"; return 200 %5$s; }
        location /files/ { dav_methods PUT; }
        location /slow/ { alias %3$s/root/files/; limit_rate 500k; }
      }
    }
    """
        .formatted(port, listen, folder, more, name);
  }

  /** Starts it again where it was, after {@link #kill}. */
  void startAgain() throws IOException, InterruptedException {
    process = launch(port, folder, configuration);
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** What it answers with. */
  String name() {
    return name;
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** The folder behind {@code /files/} and {@code /slow/}. */
  Path files() {
    return folder.resolve("root/files");
  }

  /** Requests that it has finished, a line each: request, status, connection, forwarded, client. */
  List<String> requests() throws IOException {
    return Files.readAllLines(folder.resolve("access.log"));
  }

  /** What it complained about. */
  String output() {
    return process.output();
  }

  /** As an entry of {@code members}. */
  String member() {
    return member("");
  }

  /** The same with further keys, such as {@code weight: 2}. */
  String member(String more) {
    var address = "address: 127.0.0.1:" + port;
    return name + ": { " + (more.isEmpty() ? address : address + ", " + more) + " }";
  }

  @Override
  public void close() {
    process.close();
  }
}

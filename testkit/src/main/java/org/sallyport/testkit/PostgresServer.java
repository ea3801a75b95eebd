package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, on loopback, in a folder of its own, gone when it is closed. It refuses
 * to run as root, so root runs it as the user that its Debian package makes.
 *
 * <p>Methods block and are called by one thread.
 */
public final class PostgresServer implements AutoCloseable {
  /** The role that owns everything. */
  public static final String USER = "sallyport";

  /** Its password. */
  public static final String PASSWORD = "correct horse";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Path bin;
  private final Path folder;
  private final int port;
  private PeerProcess process;

  private PostgresServer(Path bin, Path folder, int port, PeerProcess process) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Makes and starts one; where PostgreSQL is missing, the test is skipped or fails. */
  public static PostgresServer start() throws IOException, InterruptedException {
    var bin = binaries();
    var folder =
        Files.createTempDirectory(
            "postgres",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    own(folder);
    run(
        folder,
        bin.resolve("initdb").toString(),
        "-D",
        folder.resolve("data").toString(),
        "-U",
        USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    int port = FreePorts.take();
    return new PostgresServer(bin, folder, port, launch(bin, folder, port));
  }

  private static PeerProcess launch(Path bin, Path folder, int port)
      throws IOException, InterruptedException {
    var command =
        as(
            bin.resolve("postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off",
            "-c",
            "deadlock_timeout=50ms",
            "-c",
            "max_connections=60");
    var process = PeerProcess.start(command, folder, Readiness.port(port));
    process.awaitOutput("ready to accept connections");
    return process;
  }

  private static Path binaries() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        var newest =
            versions
                .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                .max(Comparator.comparing(Path::toString));
        if (newest.isPresent()) {
          return newest.get().resolve("bin");
        }
      }
    }
    var found = Peers.require("initdb").toRealPath().getParent();
    return found == null ? Path.of("/usr/bin") : found;
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static List<String> as(String... command) {
    var all = new ArrayList<String>();
    if (root()) {
      all.addAll(
          List.of(
              Peers.require("setpriv").toString(),
              "--reuid=postgres",
              "--regid=postgres",
              "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static void own(Path folder) throws IOException {
    if (root()) {
      var postgres =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
      Files.setOwner(folder, postgres);
      Files.setOwner(folder.resolve("password"), postgres);
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    var log = folder.resolve("initdb.log");
    var process =
        new ProcessBuilder(as(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("initdb failed:\n" + Files.readString(log));
    }
  }

  /** Where JDBC finds it. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again, on the same port, with what it had. */
  public void restart() throws IOException, InterruptedException {
    process.close();
    process = launch(bin, folder, port);
  }

  @Override
  public void close() {
    process.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

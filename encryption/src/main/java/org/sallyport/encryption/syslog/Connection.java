package org.sallyport.encryption.syslog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One connection to a collector. A collector says nothing, so a thread reads to notice that the
 * other side has gone, and to end a write that gets nowhere. The other methods are for one thread.
 */
final class Connection implements AutoCloseable {
  /** How long a collector may take nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LOOK_MILLIS = 500;

  private final Socket socket;
  private final OutputStream out;
  private volatile boolean broken;
  private volatile long writingSince;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
  }

  static Connection over(Socket socket) throws IOException {
    socket.setSoTimeout(LOOK_MILLIS);
    var connection = new Connection(socket);
    Thread.ofVirtual().name("encryption-syslog-watch").start(connection::watch);
    return connection;
  }

  private void watch() {
    while (!broken) {
      if (!listens() || stuck()) {
        close();
      }
    }
  }

  /** Reads for a moment; what comes is of no use. */
  private boolean listens() {
    try {
      return socket.getInputStream().read(new byte[256]) >= 0;
    } catch (SocketTimeoutException quiet) {
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean stuck() {
    long since = writingSince;
    return since != 0 && System.nanoTime() - since > PATIENCE.toNanos();
  }

  /** Whether the other side still listens, as far as is known. */
  boolean works() {
    return !broken;
  }

  /** Writes; comes back once the network has it. */
  void write(Iterable<SyslogMessage> messages) throws IOException {
    writingSince = System.nanoTime();
    try {
      for (var each : messages) {
        out.write(each.frame());
      }
      out.flush();
    } catch (IOException e) {
      broken = true;
      throw e;
    } finally {
      writingSince = 0;
    }
  }

  @Override
  public void close() {
    broken = true;
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // There is nothing left to close.
    }
  }
}

package org.sallyport.gateway.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.settings.AuditLogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where decisions are written, and the last of them for the status page. Safe for use by several
 * threads; {@link #write} blocks where the disk does not keep up, so that no decision goes
 * unrecorded.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("org.sallyport.gateway.audit");
  private static final int RECENT = 50;

  private final Deque<AuditEntry> recent = new ArrayDeque<>();
  private volatile Destination destination = new Destination(LineFormat.TEXT, Optional.empty());

  /** A format, and the file where there is one. */
  private record Destination(LineFormat format, Optional<LineWriter> file) {}

  /**
   * Writes where the settings say from now on; a file of the same name is opened anew.
   *
   * @throws IOException when the file cannot be opened; then nothing changes
   */
  public synchronized void direct(AuditLogSettings settings) throws IOException {
    var file =
        settings.file().isEmpty()
            ? Optional.<LineWriter>empty()
            : Optional.of(LineWriter.open(settings.file().get()));
    var before = destination;
    destination = new Destination(LineFormat.of(settings.format()), file);
    before.file().ifPresent(LineWriter::close);
  }

  /** Writes a line. */
  public void write(AuditEntry entry) {
    synchronized (recent) {
      if (recent.size() == RECENT) {
        recent.removeLast();
      }
      recent.addFirst(entry);
    }
    var to = destination;
    var line = to.format().line(entry);
    boolean written = to.file().map(file -> file.write(line)).orElse(false);
    if (!written) {
      LOG.info("{}", line);
    }
  }

  /** The last decisions, the latest first. */
  public List<AuditEntry> recent() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  /** Writes what is queued and closes the file. Later lines go to the node's own log. */
  @Override
  public synchronized void close() {
    var before = destination;
    destination = new Destination(before.format(), Optional.empty());
    before.file().ifPresent(LineWriter::close);
  }
}

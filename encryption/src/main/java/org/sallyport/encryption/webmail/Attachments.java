package org.sallyport.encryption.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.mime.text.FileNames;
import org.sallyport.openpgp.Spool;

/**
 * Files that somebody sends, while their form is read: sealed with keys that are in memory alone,
 * small ones there as well. One thread; closing it forgets them.
 */
public final class Attachments implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int SNIFFED = 512;

  private final WebMailSettings settings;
  private final List<Attached> files = new ArrayList<>();
  private long size;

  Attachments(WebMailSettings settings) {
    this.settings = settings;
  }

  /** A file with what its octets look like. */
  record Attached(String name, String type, Spool content) {}

  /** What becomes of a file. */
  public enum Adding {
    /** It is one of them. */
    ADDED,
    /** There are as many as allowed. */
    TOO_MANY,
    /** All together are larger than a message may be. */
    TOO_LARGE
  }

  /**
   * Reads a file to its end, or until it is too large.
   *
   * @param name as its sender calls it
   * @param content closed by the caller
   * @throws IOException when it breaks off
   */
  public Adding add(String name, InputStream content) throws IOException {
    if (files.size() >= settings.files()) {
      return Adding.TOO_MANY;
    }
    Files.createDirectories(settings.spool());
    var spool = new Spool(settings.spool());
    boolean kept = false;
    try {
      var buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        size += read;
        if (size > settings.message().bytes()) {
          return Adding.TOO_LARGE;
        }
        spool.write(buffer, 0, read);
      }
      byte[] beginning;
      try (var in = spool.content()) {
        beginning = in.readNBytes(SNIFFED);
      }
      files.add(
          new Attached(
              FileNames.safe(name, "file-" + (files.size() + 1)),
              FileNames.type(beginning),
              spool));
      kept = true;
      return Adding.ADDED;
    } finally {
      if (!kept) {
        spool.close();
      }
    }
  }

  List<Attached> files() {
    return files;
  }

  /** Octets of all. */
  public long size() {
    return size;
  }

  /** Forgets them. */
  @Override
  public void close() throws IOException {
    for (var each : files) {
      each.content().close();
    }
    files.clear();
  }
}

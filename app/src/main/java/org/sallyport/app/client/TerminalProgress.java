package org.sallyport.app.client;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.sallyport.client.file.Progress;

/** Tells at a terminal how far something large is: octets, rate, time that is left. */
final class TerminalProgress implements Progress {
  /** What is smaller is done before anybody has read a line. */
  static final long WORTH_TELLING = 16L * 1024 * 1024;

  private static final long PAUSE_NANOS = 250_000_000;
  private static final double MIB = 1024.0 * 1024;

  private final String name;
  private final long total;
  private final PrintWriter err;
  private final LongSupplier nanos;
  private final long began;
  private long next;

  TerminalProgress(String name, long total, PrintWriter err, LongSupplier nanos) {
    this.name = name;
    this.total = total;
    this.err = err;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.next = began + PAUSE_NANOS;
  }

  /** For a file of this size; silent without a terminal, and for what is small. */
  static Progress of(String name, long total, PrintWriter err) {
    return total < WORTH_TELLING || !SecretSource.canAsk()
        ? _ -> {}
        : new TerminalProgress(name, total, err, System::nanoTime);
  }

  @Override
  public void at(long octets) {
    long now = nanos.getAsLong();
    boolean done = octets >= total;
    if (now - next < 0 && !done) {
      return;
    }
    next = now + PAUSE_NANOS;
    err.print("\r" + line(octets, (now - began) / 1e9));
    if (done) {
      err.print("\r" + " ".repeat(78) + "\r");
    }
    err.flush();
  }

  String line(long octets, double seconds) {
    double rate = seconds > 0 ? octets / seconds : 0;
    long left = rate > 0 ? Math.round((total - octets) / rate) : 0;
    var text =
        String.format(
            Locale.ROOT,
            "%.0f of %.0f MiB, %.0f MiB/s, %s left  %s",
            octets / MIB,
            total / MIB,
            rate / MIB,
            left >= 120 ? left / 60 + " min" : left + " s",
            name);
    return text.length() > 78 ? text.substring(0, 78) : text + " ".repeat(78 - text.length());
  }
}

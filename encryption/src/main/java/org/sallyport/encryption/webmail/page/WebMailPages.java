package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.api.SiteServer;

/**
 * Web mail's own HTTPS listener. {@link #start}, {@link #reloadCertificates} and {@link #close} are
 * called by one thread at a time.
 */
public final class WebMailPages implements AutoCloseable {
  /** 512 KiB forms, 16 KiB heads, 4,096 connections, each silent for a minute at most. */
  private static final WebLimits LIMITS =
      new WebLimits(512 * 1024, 16 * 1024, 4096, 1, Duration.ofSeconds(60));

  /** What is read of a form with files, so that its sender gets an answer. */
  private static final long BESIDE_FILES = 16L << 20;

  private final SiteServer server;

  /**
   * The pages, not yet served.
   *
   * @param organisation as pages call it
   * @param domains whom people may write to, as pages say
   * @param certificates at least one
   * @param drainTime how long requests in hand may go on when it stops
   */
  public WebMailPages(
      WebMail webMail,
      String organisation,
      List<String> domains,
      List<ServerCertificate> certificates,
      Duration drainTime) {
    var settings = webMail.settings();
    var paper = new Paper(organisation);
    var ways = new ArrayList<Front.Way>();
    ways.addAll(new EntryPages(webMail, paper).ways());
    ways.addAll(new MessagePages(webMail, paper).ways());
    ways.addAll(new ComposePages(webMail, paper, domains).ways());
    ways.addAll(new AccountPages(webMail, paper).ways());
    server =
        new SiteServer(
            settings.listen(),
            certificates,
            settings.proxyProtocolFrom(),
            LIMITS,
            drainTime,
            new Front(webMail, paper, ways, 2 * settings.message().bytes() + BESIDE_FILES));
  }

  /**
   * Opens the listener.
   *
   * @throws IOException when the address cannot be listened on
   * @throws IllegalArgumentException with a sentence, when certificates cannot be read
   */
  public void start() throws IOException {
    server.start();
  }

  /** The port that is listened on; -1 before {@link #start}. */
  public int port() {
    return server.port();
  }

  /**
   * Reads certificates anew.
   *
   * @throws IllegalArgumentException with a sentence, when they cannot be read; the former stay
   */
  public void reloadCertificates() {
    server.reloadCertificates();
  }

  /** Lets requests in hand end within their time, and closes the listener. */
  @Override
  public void close() {
    server.close();
  }
}

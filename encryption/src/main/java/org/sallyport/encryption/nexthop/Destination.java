package org.sallyport.encryption.nexthop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.Loaded;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.wire.smtp.Reply;

/**
 * One direction of the settings, ready to be asked whom to call. Any thread; where DNS names the
 * servers, asking blocks within limits.
 */
public final class Destination {
  private static final int PORT = 25;

  private final NextHopSettings settings;
  private final List<NextHop> fixed;
  private final Optional<MailExchangers> exchangers;
  private final int port;

  private Destination(
      NextHopSettings settings,
      List<NextHop> fixed,
      Optional<MailExchangers> exchangers,
      int port) {
    this.settings = settings;
    this.fixed = List.copyOf(fixed);
    this.exchangers = exchangers;
    this.port = port;
  }

  /** Whom to call. */
  public sealed interface Servers {
    /**
     * One after the other, until one greets.
     *
     * @param hops at least one
     */
    record Found(List<NextHop> hops) implements Servers {
      public Found {
        hops = List.copyOf(hops);
      }
    }

    /**
     * Nobody, now or ever.
     *
     * @param reply 4xx or 5xx
     */
    record Nowhere(Reply reply) implements Servers {}
  }

  /**
   * Reads the files that verify the servers. Blocks.
   *
   * @param self our own name, by which circles are seen
   */
  public static Loaded<Destination> open(NextHopSettings settings, String self) {
    if (settings.mx()) {
      var exchangers =
          new MailExchangers(new SystemResolver(List.of()), self, MailExchangers.HOSTS);
      return Loaded.ready(of(settings, exchangers, PORT));
    }
    return FixedHops.open(settings)
        .then(hops -> Loaded.ready(new Destination(settings, hops, Optional.empty(), PORT)));
  }

  static Destination of(NextHopSettings settings, MailExchangers exchangers, int port) {
    return new Destination(settings, List.of(), Optional.of(exchangers), port);
  }

  /** Whom to call for a recipient's domain. */
  public Servers servers(String domain) {
    if (exchangers.isEmpty()) {
      return new Servers.Found(fixed);
    }
    return switch (exchangers.get().find(domain)) {
      case MailExchangers.Found.Nowhere(var reply) -> new Servers.Nowhere(reply);
      case MailExchangers.Found.Servers(var all) -> hops(all);
    };
  }

  /** Called by address, so that nobody asks DNS again; verified by name. */
  private Servers hops(List<MailExchangers.Server> all) {
    var hops = new ArrayList<NextHop>();
    for (var each : all) {
      var address = new HostPort(each.address().getHostAddress(), port);
      switch (NextHop.open(
          new HostPort(each.name(), port),
          settings.tls().mode(),
          settings.trust(),
          Optional.empty())) {
        case Loaded.Ready<NextHop>(var hop, _) ->
            hops.add(new NextHop(address, hop.mode(), hop.tls(), hop.credentials()));
        case Loaded.Refused<NextHop>(var problems) -> {
          return new Servers.Nowhere(
              Reply.of(
                  451, "4.3.5", "the settings of next hops cannot be used: " + problems.size()));
        }
      }
    }
    return new Servers.Found(hops);
  }
}

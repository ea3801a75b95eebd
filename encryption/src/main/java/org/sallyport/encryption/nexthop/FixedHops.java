package org.sallyport.encryption.nexthop;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;
import org.sallyport.smtp.client.Credentials;
import org.sallyport.smtp.client.NextHop;

/** Next hops of the settings, ready to be called in their order. Passwords are read for each. */
public final class FixedHops {
  private FixedHops() {}

  /** Reads the files that verify them. Blocks. */
  public static Loaded<List<NextHop>> open(NextHopSettings settings) {
    var hops = new ArrayList<NextHop>();
    var problems = new ArrayList<TlsProblem>();
    for (var address : settings.to()) {
      var credentials = settings.user().map(user -> new Credentials(user, () -> secret(settings)));
      switch (NextHop.open(address, settings.tls().mode(), settings.trust(), credentials)) {
        case Loaded.Ready<NextHop>(var hop, _) -> hops.add(hop);
        case Loaded.Refused<NextHop>(var why) -> problems.addAll(why);
      }
    }
    return problems.isEmpty() ? Loaded.ready(List.copyOf(hops)) : new Loaded.Refused<>(problems);
  }

  /** A password that cannot be read is refused by the next hop, which the log says. */
  private static Secret secret(NextHopSettings settings) {
    return settings
        .password()
        .map(
            source ->
                switch (Secrets.read(source)) {
                  case Secrets.Found.Missing _ -> Secret.ofText("");
                  case Secrets.Found.Value(var secret, _) -> secret;
                })
        .orElseGet(() -> Secret.ofText(""));
  }
}

package org.sallyport.encryption.mailgateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/**
 * A gateway's world in a node that runs.
 *
 * @param name the gateway's
 */
record DomainWorld(String name, List<String> domains, Domain domain) implements GatewayWorld {
  @Override
  public Store store() {
    return domain.store();
  }

  @Override
  public Vault vault() {
    return domain.vault();
  }

  @Override
  public InstantSource clock() {
    return domain.clock();
  }

  @Override
  public Planning planning(MailListenerSettings listener, Relaying relaying) {
    return new RulePlanning(
        domain.mailRules(), domain.protection(), listener.direction(), relaying, traces());
  }

  private Traces traces() {
    return new StoreTraces(domain.mailTraces(), host());
  }

  /** The machine's name; without one, the gateway's. */
  private String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return name;
    }
  }

  @Override
  public Books books(
      MailListenerSettings listener, Relaying relaying, Handovers handovers, LoopGuard loops) {
    return new StoreBooks(
        new Desk(
            name,
            listener,
            store(),
            clock(),
            domain.contents(),
            domain.mailQueue(),
            boxes(),
            handovers,
            relaying,
            loops));
  }

  @Override
  public void forgetTraces(Instant before) {
    while (store().<Integer>write(in -> domain.mailTraces().forget(in, before)) > 0) {
      // there may be more
    }
  }

  private Boxes boxes() {
    return domain
        .webMail()
        .<Boxes>map(WebMailBoxes::new)
        .orElse((_, _, _, _, to, _) -> nowhere(to));
  }

  /** Without web mail there are no boxes. */
  private static Map<MailAddress, Reply> nowhere(List<MailAddress> to) {
    var all = new LinkedHashMap<MailAddress, Reply>();
    to.forEach(each -> all.put(each, Reply.of(550, "5.7.1", "there is no web mail here")));
    return all;
  }
}

package org.sallyport.encryption.mailgateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.store.Store;

/** What a gateway stands on: the store, and what decides and keeps. */
interface GatewayWorld {
  Store store();

  Vault vault();

  InstantSource clock();

  /** The managed domains, in lower case. */
  List<String> domains();

  /** What decides for one listener. */
  Planning planning(MailListenerSettings listener, Relaying relaying);

  /** What writes down for one listener. */
  Books books(
      MailListenerSettings listener, Relaying relaying, Handovers handovers, LoopGuard loops);

  /** Forgets the traces of mail from before. */
  void forgetTraces(Instant before);
}

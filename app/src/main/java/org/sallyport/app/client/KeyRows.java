package org.sallyport.app.client;

import java.time.Instant;
import java.time.ZoneOffset;
import org.sallyport.client.key.OwnKey;
import org.sallyport.openpgp.AlgorithmPolicy;

/** Keys on one line. */
final class KeyRows {
  private KeyRows() {}

  static String until(OwnKey key, Instant now) {
    return key.certificate()
        .listing(now, AlgorithmPolicy.standard())
        .until()
        .map(end -> end.atOffset(ZoneOffset.UTC).toLocalDate().toString())
        .orElse("revoked or without an end");
  }
}

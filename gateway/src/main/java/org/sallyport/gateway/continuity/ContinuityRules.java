package org.sallyport.gateway.continuity;

import java.net.URI;
import org.sallyport.config.Checked.Findings;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.ContinuitySettings.Peer;
import org.sallyport.gateway.factor.Answer;

/** What must hold between the keys of the continuity section. */
final class ContinuityRules {
  private ContinuityRules() {}

  static void check(ContinuitySettings continuity, Findings findings) {
    if (continuity.causes().isEmpty() && continuity.mode() == Mode.AUTOMATIC) {
      findings.problem("causes", "automatic needs a cause; write mode: off to never enter it");
    }
    if (continuity.causes().contains(Answer.Cause.CERTIFICATE)) {
      findings.warning(
          "causes", "whoever lets a certificate expire lets logins in by the client's choice");
    }
    if (continuity.causes().contains(Answer.Cause.FAULT)) {
      findings.warning(
          "causes",
          "whatever answers in the authority's place lets logins in by the client's choice");
    }
    if (continuity.mode() == Mode.ON) {
      findings.warning("mode", "the authority is not asked at all until this is changed");
    }
    if (continuity.timeout().compareTo(continuity.every()) > 0) {
      findings.problem("timeout", "longer than every; expected at most the interval");
    }
    for (int i = 0; i < continuity.peers().size(); i++) {
      peer("peers[" + i + "]", continuity.peers().get(i), findings);
    }
  }

  private static void peer(String path, Peer peer, Findings findings) {
    if (!peer.url().matches("https?://(\\[[^\\]/]+\\]|[^:/?#@]+)(:[0-9]{1,5})?/?")) {
      findings.problem(path + ".url", "expected https://host:port");
      return;
    }
    boolean encrypted = URI.create(peer.url()).getScheme().equals("https");
    if (encrypted != peer.trust().isPresent()) {
      findings.problem(path + ".trust", "belongs to https and to nothing else");
    }
    if (!encrypted && peer.token().isPresent()) {
      findings.warning(path + ".token", "crosses the network in clear with http");
    }
  }
}

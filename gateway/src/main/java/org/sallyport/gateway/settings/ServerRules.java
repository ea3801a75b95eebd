package org.sallyport.gateway.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Checked.Findings;
import org.sallyport.gateway.continuity.ContinuityChoice;
import org.sallyport.kernel.IpPrefix;

/** What must hold between the keys of one validation server. */
final class ServerRules {
  private static final int SHORTEST_CODE = 6;
  private static final int LONGEST_CODE = 8;

  private ServerRules() {}

  static void check(ServerSettings server, Findings findings) {
    NameRules.check("clients.", server.clients(), "a server needs at least one client", findings);
    firstFactor(server, findings);
    codes(server, findings);
    overlaps(server, findings);
    server.clients().forEach((name, client) -> client(server, name, client, findings));
    if (server.accounting().equals(Optional.of(server.listen()))
        && server.listen().address().port() != 0) {
      findings.problem("accounting", "the same address as listen, expected another port");
    }
  }

  private static void firstFactor(ServerSettings server, Findings findings) {
    if (!server.stores().isEmpty() && server.delegate().isPresent()) {
      findings.problem(
          "delegate", "passwords are checked by stores already; leave one of them out");
    }
    if (!server.checksPasswords() && server.mode() != Mode.CODE) {
      findings.problem(
          "mode",
          Words.of(server.mode()) + " needs somebody who checks passwords; add stores or delegate");
    }
  }

  /** RFC 4226 section 5.3: at least six digits; eight are the most that our credentials make. */
  private static void codes(ServerSettings server, Findings findings) {
    for (int i = 0; i < server.codeLengths().size(); i++) {
      int length = server.codeLengths().get(i);
      if (length < SHORTEST_CODE || length > LONGEST_CODE) {
        findings.problem("code-lengths[" + i + "]", length + ", expected 6 to 8");
      }
    }
    if (server.codeLengths().isEmpty()) {
      findings.problem("code-lengths", "empty, expected numbers from 6 to 8");
    }
  }

  /** Longest prefix decides, so only the same network twice leaves a question. */
  private static void overlaps(ServerSettings server, Findings findings) {
    Map<IpPrefix, String> owners = new HashMap<>();
    server
        .clients()
        .forEach(
            (name, client) -> {
              for (int i = 0; i < client.address().size(); i++) {
                var network = client.address().get(i);
                var owner = owners.putIfAbsent(network, name);
                if (owner != null) {
                  findings.problem(
                      "clients." + name + ".address[" + i + "]",
                      network + " is also an address of " + owner + "; one of them decides");
                }
              }
            });
  }

  private static void client(
      ServerSettings server, String name, ClientSettings client, Findings findings) {
    var mode = client.mode().orElse(server.mode());
    if (client.mode().isPresent() && mode != Mode.CODE && !server.checksPasswords()) {
      findings.problem(
          "clients." + name + ".mode",
          Words.of(mode) + " needs somebody who checks passwords; add stores or delegate");
    }
    if (mode == Mode.CODE && client.continuity() == ContinuityChoice.FIRST_FACTOR) {
      findings.problem(
          "clients." + name + ".continuity",
          "first-factor with mode code would let everybody in while the authority is out of reach;"
              + " expected closed or verified");
    }
    if (client.staticPassword().orElse(server.staticPassword()) == StaticPassword.ALLOW
        && mode != Mode.CODE
        && mode != Mode.PASSWORD) {
      findings.warning(
          "clients." + name, "static-password: allow lets everybody leave the second factor out");
    }
  }
}

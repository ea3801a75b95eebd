package org.sallyport.app.node;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.web.AdminSettings;

/** A node's file. The process runs the roles whose sections are there. */
@Doc("A node: one process on one machine, with the roles whose sections are there.")
public record NodeSettings(
    @Doc("The name of this node in logs, metrics and the dashboard.") String node,
    @Doc("The listener of the dashboard, the API, /metrics, /live and /ready.") @Default("{}")
        AdminSettings admin,
    @Doc("The load balancer.") Optional<DirectorSettings> director,
    @Doc("The authentication service that gateways ask.") Optional<AuthoritySettings> authority,
    @Doc("The authentication gateway.") Optional<GatewaySettings> gateway,
    @Doc("The encryption management server.") Optional<EncryptionSettings> encryption)
    implements Checked {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Override
  public void check(Findings findings) {
    if (!NAME.matcher(node).matches()) {
      findings.problem("node", "expected letters, digits, dots and hyphens, not: " + node);
    }
    if (Roles.ALL.stream().noneMatch(kind -> kind.isIn(this))) {
      findings.problem("", "a node without a role, expected a section: " + Roles.names());
    }
  }

  /**
   * The folder that a generated token is left in: the director's state, or data/NODE.
   *
   * @param file where this was read
   */
  public Path stateFolder(Path file) {
    return director
        .map(DirectorSettings::state)
        .orElseGet(() -> file.resolveSibling("data").resolve(node));
  }
}

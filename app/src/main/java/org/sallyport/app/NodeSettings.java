package org.sallyport.app;

import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.web.AdminSettings;

/** A node's file. The process runs the roles whose sections are there. */
@Doc("A node: one process on one machine, with the roles whose sections are there.")
public record NodeSettings(
    @Doc("The name of this node in logs, metrics and the dashboard.") String node,
    @Doc("The listener of the dashboard, the API, /metrics, /live and /ready.") @Default("{}")
        AdminSettings admin,
    @Doc("The load balancer.") Optional<DirectorSettings> director)
    implements Checked {

  @Override
  public void check(Findings findings) {
    if (director.isEmpty()) {
      findings.problem("", "a node without a role, expected the section director");
    }
  }
}

package org.sallyport.director.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;

/** The {@code director} section. */
@Doc("The load balancer: services that clients call, and pools of members that answer.")
public record DirectorSettings(
    @Doc("What clients call. The key is the name they call it by.")
        Map<String, ServiceSettings> services,
    @Doc("Who answers. The key is the name that services refer to.")
        Map<String, PoolSettings> pools,
    @Doc("Event loops, each on a thread of its own; 0 means one for each processor.")
        @Default("0")
        @Range(min = 0, max = 256)
        int threads,
    @Doc("Where persistence entries and administrative states are kept across restarts.")
        @Default("data/director")
        Path state,
    @Doc("How many persistence entries are kept at most; the least recently used leave first.")
        @Default("1000000")
        @Range(min = 1, max = 100_000_000)
        int persistenceEntries,
    @Doc("How long open connections may go on after SIGTERM before they are closed.")
        @Default("30s")
        @Within(min = "0s", max = "1d")
        Duration drainTime,
    @Doc("One line for each connection or request.") @Default("{}") AccessLogSettings accessLog)
    implements Checked {

  @Override
  public void check(Findings findings) {
    NameRules.check(this, findings);
    ListenerRules.check(this, findings);
    SessionRules.check(this, findings);
    RadiusRules.check(this, findings);
  }
}

package org.sallyport.encryption.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** The {@code remote-keys} section. */
@Doc("Where keys of people elsewhere are searched for. Absent: nowhere.")
public record RemoteKeysSettings(
    @Doc(
            "Who is asked, in order, until somebody has a key: wkd (the Web Key Directory of the"
                + " domain), ldaps (the directory keys.DOMAIN), hkps://HOST[:PORT] and"
                + " vks://HOST[:PORT] (key servers).")
        @Default("[wkd]")
        List<String> sources,
    @Doc("How long a search may take.") @Default("8s") @Within(min = "100ms", max = "1m")
        Duration timeLimit,
    @Doc("How long one source may take of that.") @Default("4s") @Within(min = "100ms", max = "1m")
        Duration sourceTimeLimit,
    @Doc("How long keys that were found are used before they are searched for again.")
        @Default("1d")
        @Within(min = "0s", max = "90d")
        Duration keepFound,
    @Doc("How long it is remembered that nothing was found.")
        @Default("15m")
        @Within(min = "0s", max = "7d")
        Duration keepMissing,
    @Doc(
            "How long beyond that keys may be used while the sources do not answer; they are marked"
                + " as stale. 0s for never.")
        @Default("7d")
        @Within(min = "0s", max = "90d")
        Duration keepStale,
    @Doc("How long a source that does not answer is left alone.")
        @Default("1m")
        @Within(min = "1s", max = "1h")
        Duration recovery,
    @Doc("PEM file with the authorities of servers that are asked. Absent: those of Java.")
        Optional<Path> trust,
    @Doc(
            "Whether servers in private networks may be asked. As users choose the domain, they"
                + " then choose which hosts of yours are connected to.")
        @Default("false")
        boolean privateAddresses)
    implements Checked {
  @Override
  public void check(Findings findings) {
    if (sources.isEmpty()) {
      findings.problem("sources", "expected a source, or no remote-keys section");
    }
    for (var source : sources) {
      if (RemoteSource.parse(source).isEmpty()) {
        findings.problem(
            "sources",
            "expected wkd, ldaps, hkps://HOST[:PORT] or vks://HOST[:PORT], not: " + source);
      }
    }
    if (sourceTimeLimit.compareTo(timeLimit) > 0) {
      findings.problem("source-time-limit", "expected at most time-limit, " + timeLimit);
    }
  }
}

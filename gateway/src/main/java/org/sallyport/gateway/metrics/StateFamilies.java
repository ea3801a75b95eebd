package org.sallyport.gateway.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.gateway.continuity.ContinuityStatus;
import org.sallyport.gateway.continuity.Standing;
import org.sallyport.gateway.factor.LinkStatus;
import org.sallyport.identity.ServerStatus;

/** What stands behind a gateway, in Prometheus's text format 0.0.4. */
public final class StateFamilies {
  private final StringBuilder text = new StringBuilder();

  private StateFamilies() {}

  /** Directories, the authority and continuity at this moment. */
  public static String text(
      List<ServerStatus> directories,
      List<LinkStatus> authority,
      Optional<ContinuityStatus> continuity) {
    var families = new StateFamilies();
    families.directories(directories);
    families.authority(authority);
    continuity.ifPresent(families::continuity);
    return families.text.toString();
  }

  private void directories(List<ServerStatus> directories) {
    if (directories.isEmpty()) {
      return;
    }
    family("sallyport_gateway_directory_up", "gauge", "1 where the directory server answers");
    for (var server : directories) {
      line(
          "sallyport_gateway_directory_up",
          "store=\"" + escaped(server.store()) + "\",url=\"" + escaped(server.url()) + "\"",
          server.alive() ? 1 : 0);
    }
  }

  private void authority(List<LinkStatus> authority) {
    if (authority.isEmpty()) {
      return;
    }
    family("sallyport_gateway_authority_up", "gauge", "1 where the address answered last");
    for (var link : authority) {
      line("sallyport_gateway_authority_up", address(link), link.alive() ? 1 : 0);
    }
    family(
        "sallyport_gateway_authority_certificate_expiry_seconds",
        "gauge",
        "When the certificate that the address showed expires, since 1970");
    for (var link : authority) {
      link.validUntil()
          .map(Instant::getEpochSecond)
          .ifPresent(
              until ->
                  line(
                      "sallyport_gateway_authority_certificate_expiry_seconds",
                      address(link),
                      until));
    }
  }

  private static String address(LinkStatus link) {
    return "address=\"" + escaped(link.address()) + "\"";
  }

  private void continuity(ContinuityStatus status) {
    family("sallyport_gateway_continuity", "gauge", "1 for the state that it is in, else 0");
    for (var state : Standing.State.values()) {
      line(
          "sallyport_gateway_continuity",
          "state=\"" + state.name().toLowerCase(Locale.ROOT) + "\"",
          state == status.state() ? 1 : 0);
    }
    family("sallyport_gateway_continuity_open", "gauge", "1 while the choices of clients decide");
    line("sallyport_gateway_continuity_open", "", status.open() ? 1 : 0);
    family(
        "sallyport_gateway_continuity_decisions_total",
        "counter",
        "Second factors decided without the authority");
    line(decisions(), "result=\"verified\"", status.verified());
    line(decisions(), "result=\"first-factor\"", status.firstFactor());
    line(decisions(), "result=\"refused\"", status.refused());
    family("sallyport_gateway_packages", "gauge", "Users with a package for local verification");
    line("sallyport_gateway_packages", "", status.packages());
  }

  private static String decisions() {
    return "sallyport_gateway_continuity_decisions_total";
  }

  private void family(String name, String kind, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
  }

  private void line(String name, String labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}

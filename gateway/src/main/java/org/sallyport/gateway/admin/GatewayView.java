package org.sallyport.gateway.admin;

import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.audit.AuditEntry;
import org.sallyport.gateway.continuity.ContinuityStatus;
import org.sallyport.gateway.continuity.Standing;
import org.sallyport.gateway.factor.LinkStatus;
import org.sallyport.gateway.radius.ServerView;
import org.sallyport.identity.ServerStatus;

/**
 * A gateway at one moment.
 *
 * @param servers in the order of the file
 * @param stores the directory servers, in the order of the file
 * @param authority the addresses of the authority, in their order
 * @param continuity where its state machine stands; empty without an authority
 * @param recent the last decisions, the latest first
 */
public record GatewayView(
    List<ServerView> servers,
    List<ServerStatus> stores,
    List<LinkStatus> authority,
    Optional<ContinuityStatus> continuity,
    List<AuditEntry> recent) {

  /** Copies what is given. */
  public GatewayView {
    servers = List.copyOf(servers);
    stores = List.copyOf(stores);
    authority = List.copyOf(authority);
    recent = List.copyOf(recent);
  }

  /** What keeps it from deciding logins, a sentence each. */
  public List<String> missing() {
    return servers.stream()
        .filter(server -> server.clients().stream().noneMatch(ServerView.ClientView::available))
        .map(server -> "server " + server.name() + " cannot decide logins now")
        .toList();
  }

  /** A phrase for the list of roles. */
  public String summary() {
    long able =
        servers.stream()
            .filter(server -> server.clients().stream().anyMatch(ServerView.ClientView::available))
            .count();
    return able
        + " of "
        + servers.size()
        + " validation servers decide logins"
        + continuity
            .filter(standing -> standing.state() != Standing.State.NORMAL)
            .map(standing -> ", continuity: " + Text.word(standing.state()))
            .orElse("");
  }
}

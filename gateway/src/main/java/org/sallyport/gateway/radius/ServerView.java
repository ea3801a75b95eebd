package org.sallyport.gateway.radius;

import java.util.List;
import java.util.Map;
import org.sallyport.gateway.settings.ServerSettings;

/**
 * A validation server at this moment, for pages.
 *
 * @param listening the addresses with the ports that the system chose
 * @param inHand requests without a decision yet
 * @param refused dropped datagrams by cause
 */
public record ServerView(
    String name,
    ServerSettings settings,
    List<String> listening,
    int inHand,
    Map<Refusal, Long> refused,
    List<ClientView> clients) {

  /**
   * A client of the server.
   *
   * @param networks where it may ask from
   * @param mode as in the file
   * @param exempt whether it may leave Message-Authenticator out
   * @param shortSecret whether its secret has fewer than 16 characters
   * @param available whether its logins could be decided now
   */
  public record ClientView(
      String name,
      List<String> networks,
      String mode,
      String continuity,
      boolean exempt,
      boolean shortSecret,
      boolean available) {}
}

package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.kernel.IpPrefix;

/** The clients of a server by address: the longest prefix that holds an address decides. */
final class ClientTable {
  private final List<Integer> ipv4Lengths;
  private final List<Integer> ipv6Lengths;
  private final Map<IpPrefix, Client> byNetwork = new HashMap<>();
  private final List<Client> clients;

  ClientTable(Collection<Client> clients) {
    this.clients = List.copyOf(clients);
    for (var client : clients) {
      client.networks().forEach(network -> byNetwork.put(network, client));
    }
    ipv4Lengths = lengths(4);
    ipv6Lengths = lengths(16);
  }

  private List<Integer> lengths(int octets) {
    return byNetwork.keySet().stream()
        .filter(network -> network.network().length == octets)
        .map(IpPrefix::length)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The client at an address. */
  Optional<Client> find(InetAddress address) {
    for (int length : address.getAddress().length == 4 ? ipv4Lengths : ipv6Lengths) {
      var client = byNetwork.get(IpPrefix.of(address, length));
      if (client != null) {
        return Optional.of(client);
      }
    }
    return Optional.empty();
  }

  /** All clients in the order of the file. */
  List<Client> all() {
    return clients;
  }
}

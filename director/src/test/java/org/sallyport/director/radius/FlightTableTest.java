package org.sallyport.director.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.filter.Filter;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.health.PassiveSignals;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceCounters;
import org.sallyport.director.service.ServiceTls;

class FlightTableTest {
  private static final String VPN =
      """
      services: {vpn: {listen: 127.0.0.1:0, pool: gateways}}
      pools: {gateways: {kind: stateless, members: {a: {address: 127.0.0.1:1812}}}}
      """;

  @TempDir Path folder;
  private final FlightTable table = new FlightTable();
  private RadiusDoor.Target target;

  @BeforeEach
  void openDoor() {
    var settings = RunningDirector.settings(folder, VPN);
    var pools = new PoolSet(InstantSource.system(), Map.of());
    pools.apply(settings.pools());
    var with =
        new Service.Collaborators(
            Objects.requireNonNull(pools.pool("gateways")),
            null,
            Filter.NONE,
            ServiceTls.NONE,
            new ServiceCounters(),
            PassiveSignals.NONE,
            AccessLog.NONE);
    var service =
        new Service("vpn", Objects.requireNonNull(settings.services().get("vpn")), with, List.of());
    target = new RadiusDoor.Target(service, new Affinities(), false);
  }

  private record Key(InetSocketAddress client, int identifier) {
    static Key of(int number) {
      var address = number % 3 == 0 ? "2001:db8::" + number % 10 : "192.0.2." + number % 7;
      return new Key(
          new InetSocketAddress(InetAddress.ofLiteral(address), 1024 + number % 11), number % 256);
    }
  }

  private @Nullable Flight find(Key key) {
    return table.find(key.client(), key.identifier());
  }

  @Test
  void what_was_added_is_found_until_it_is_removed() {
    var random = new Random(5080);
    var expected = new HashMap<Key, Flight>();
    for (int step = 0; step < 50_000; step++) {
      var key = Key.of(random.nextInt(20_000));
      var known = find(key);
      assertThat(known).isSameAs(expected.get(key));
      if (known == null) {
        expected.put(key, table.add(target, key.client(), key.identifier()));
      } else {
        table.remove(known);
        expected.remove(key);
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    assertThat(expected).hasSizeGreaterThan(1000);
    expected.forEach((key, flight) -> assertThat(find(key)).isSameAs(flight));
  }

  @Test
  void a_flight_that_is_over_stands_for_the_next_request() {
    var first = table.add(target, Key.of(1).client(), 1);
    table.waiting().join(first, 0);
    table.remove(first);
    assertThat(table.waiting().first()).isNull();
    assertThat(table.add(target, Key.of(2).client(), 2)).isSameAs(first);
    assertThat(find(Key.of(1))).isNull();
    assertThat(find(Key.of(2))).isSameAs(first);
    assertThat(table.add(target, Key.of(4).client(), 4)).isNotSameAs(first);
  }

  @Test
  void queues_keep_the_order_of_joining() {
    var flights = new ArrayList<Flight>();
    for (int i = 0; i < 5; i++) {
      flights.add(table.add(target, Key.of(i).client(), i));
      table.waiting().join(flights.get(i), i);
    }
    table.waiting().join(flights.get(0), 5);
    table.answered().join(flights.get(2), 6);
    table.remove(flights.get(4));
    assertThat(table.waiting().size()).isEqualTo(3);
    assertThat(table.answered().first()).isSameAs(flights.get(2));
    for (int i : List.of(1, 3, 0)) {
      assertThat(table.waiting().first()).isSameAs(flights.get(i));
      table.remove(flights.get(i));
    }
    assertThat(table.waiting().first()).isNull();
    assertThat(table.size()).isEqualTo(1);
  }
}

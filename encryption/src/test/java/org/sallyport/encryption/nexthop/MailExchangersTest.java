package org.sallyport.encryption.nexthop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.encryption.nexthop.MailExchangers.Found;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientTls;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.testkit.DnsServer;

class MailExchangersTest {
  private final DnsServer dns = new DnsServer();
  private final MailExchangers exchangers =
      new MailExchangers(
          new SystemResolver(List.of(new HostPort("127.0.0.1", dns.port()))),
          "gate.example.com",
          MailExchangers.HOSTS);

  @AfterEach
  void close() throws IOException {
    dns.close();
  }

  private List<String> servers(String domain) {
    return switch (exchangers.find(domain)) {
      case Found.Servers(var all) ->
          all.stream().map(each -> each.name() + " " + each.address().getHostAddress()).toList();
      case Found.Nowhere(var reply) -> throw new AssertionError(reply.toString());
    };
  }

  private String nowhere(String domain) {
    return switch (exchangers.find(domain)) {
      case Found.Servers(var all) -> throw new AssertionError(all.toString());
      case Found.Nowhere(var reply) -> reply.toString();
    };
  }

  @Test
  void the_best_exchanger_comes_first_with_all_its_addresses() {
    dns.add("example.org", "MX", "20 second.example.org")
        .add("example.org", "MX", "10 first.example.org")
        .add("first.example.org", "A", "192.0.2.1")
        .add("first.example.org", "AAAA", "2001:db8::1")
        .add("second.example.org", "A", "192.0.2.2");
    assertThat(servers("EXAMPLE.org"))
        .containsExactly(
            "first.example.org 2001:db8:0:0:0:0:0:1",
            "first.example.org 192.0.2.1",
            "second.example.org 192.0.2.2");
  }

  @Test
  void equals_take_turns() {
    for (int i = 0; i < 4; i++) {
      dns.add("example.org", "MX", "10 mx" + i + ".example.org")
          .add("mx" + i + ".example.org", "A", "192.0.2." + i);
    }
    var firsts = new HashSet<String>();
    for (int i = 0; i < 60; i++) {
      firsts.add(servers("example.org").getFirst());
    }
    assertThat(firsts).hasSizeGreaterThan(1);
  }

  @Test
  void a_domain_without_exchangers_takes_its_mail_itself() {
    dns.add("example.org", "A", "192.0.2.7");
    assertThat(servers("example.org")).containsExactly("example.org 192.0.2.7");
  }

  @Test
  void aliases_are_followed() {
    dns.add("alias.example.org", "CNAME", "example.net")
        .add("example.net", "MX", "10 mail.example.net")
        .add("mail.example.net", "CNAME", "host.example.net")
        .add("host.example.net", "A", "192.0.2.9");
    assertThat(servers("alias.example.org")).containsExactly("mail.example.net 192.0.2.9");
  }

  @Test
  void a_null_exchanger_means_that_no_mail_is_taken() {
    dns.add("example.org", "MX", "0 .").add("example.org", "A", "192.0.2.7");
    assertThat(nowhere("example.org")).startsWith("556 5.1.10");
  }

  @Test
  void a_domain_that_is_not_there_is_refused_for_good() {
    assertThat(nowhere("nothing.example")).startsWith("550 5.1.2");
  }

  @Test
  void a_name_server_that_fails_is_asked_again_later() {
    dns.breakName("example.org");
    assertThat(nowhere("example.org")).startsWith("451 4.4.3");
    dns.add("example.net", "MX", "10 mail.example.net").breakName("mail.example.net");
    assertThat(nowhere("example.net")).startsWith("451 4.4.3");
  }

  @Test
  void an_exchanger_without_an_address_is_passed_over() {
    dns.add("example.org", "MX", "10 gone.example.org")
        .add("example.org", "MX", "20 there.example.org")
        .add("there.example.org", "A", "192.0.2.2");
    assertThat(servers("example.org")).containsExactly("there.example.org 192.0.2.2");
    dns.add("example.net", "MX", "10 gone.example.net");
    assertThat(nowhere("example.net")).startsWith("550 5.4.4");
  }

  @Test
  void we_give_to_better_exchangers_than_ourselves_alone() {
    dns.add("example.org", "MX", "10 first.example.org")
        .add("example.org", "MX", "20 Gate.Example.com")
        .add("example.org", "MX", "20 same.example.org")
        .add("example.org", "MX", "30 worse.example.org")
        .add("first.example.org", "A", "192.0.2.1")
        .add("same.example.org", "A", "192.0.2.2")
        .add("worse.example.org", "A", "192.0.2.3")
        .add("gate.example.com", "A", "192.0.2.4");
    assertThat(servers("example.org")).containsExactly("first.example.org 192.0.2.1");
    dns.add("example.net", "MX", "10 gate.example.com");
    assertThat(nowhere("example.net")).startsWith("554 5.4.6");
    assertThat(nowhere("gate.example.com")).startsWith("554 5.4.6");
  }

  @Test
  void this_machine_itself_is_never_called() {
    dns.add("example.org", "MX", "10 trick.example.org")
        .add("trick.example.org", "A", "127.0.0.1")
        .add("trick.example.org", "A", "0.0.0.0")
        .add("trick.example.org", "A", "169.254.1.1")
        .add("trick.example.org", "AAAA", "::1");
    assertThat(nowhere("example.org")).startsWith("550 5.4.4");
  }

  @Test
  void addresses_in_brackets_and_no_domain_are_refused() {
    assertThat(nowhere("[192.0.2.1]")).startsWith("550 5.1.2");
    assertThat(nowhere("")).startsWith("550 5.1.2");
  }

  @Test
  void a_domain_in_other_letters_is_asked_for_in_ascii() {
    dns.add("xn--bcher-kva.example", "A", "192.0.2.7");
    assertThat(servers("b\u00FCcher.example")).containsExactly("xn--bcher-kva.example 192.0.2.7");
  }

  @Test
  void many_exchangers_come_by_tcp_and_some_of_them_are_enough() {
    for (int i = 0; i < 40; i++) {
      dns.add("example.org", "MX", i + " a-rather-long-name-" + i + ".example.org")
          .add("a-rather-long-name-" + i + ".example.org", "A", "192.0.2." + i);
    }
    assertThat(servers("example.org"))
        .hasSize(10)
        .first()
        .isEqualTo("a-rather-long-name-0.example.org 192.0.2.0");
  }

  @Test
  void servers_are_called_by_address_and_verified_by_name() {
    dns.add("example.org", "MX", "10 mail.example.org").add("mail.example.org", "A", "192.0.2.1");
    var settings =
        new NextHopSettings(
            List.of(), true, HopTls.REQUIRED, Optional.empty(), Optional.empty(), Optional.empty());
    var destination = Destination.of(settings, exchangers, 25);
    assertThat(destination.servers("example.org"))
        .isInstanceOfSatisfying(
            Destination.Servers.Found.class,
            found -> {
              var hop = found.hops().getFirst();
              assertThat(hop.address()).isEqualTo(new HostPort("192.0.2.1", 25));
              assertThat(hop).extracting(NextHop::mode).isEqualTo(ClientTls.REQUIRED);
              assertThat(hop.tls()).isPresent();
            });
    assertThat(destination.servers("nothing.example"))
        .isInstanceOf(Destination.Servers.Nowhere.class);
  }
}

package org.sallyport.gateway.radius;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.gateway.radius.Intake.Purpose;
import org.sallyport.gateway.settings.UdpAddress;
import org.sallyport.gateway.settings.Words;
import org.sallyport.kernel.HostPort;

/**
 * A validation server that runs: its ports, and what is done with what arrives there. One thread at
 * a time opens, applies and closes.
 */
final class ValidationServer implements AutoCloseable {
  private final Reception reception;
  private List<Opened> ports = List.of();

  /** A port, and the address in the file that it was opened for. */
  private record Opened(Purpose purpose, UdpAddress wanted, DatagramPort port) {}

  ValidationServer(Reception reception) {
    this.reception = reception;
  }

  /** Ports of a plan that are bound but not yet instead of the former ones. */
  final class Prepared {
    private final ServerPlan plan;
    private final List<Opened> all = new ArrayList<>();
    private final List<Opened> fresh = new ArrayList<>();

    private Prepared(ServerPlan plan) {
      this.plan = plan;
    }

    private void need(Purpose purpose, UdpAddress address) throws IOException {
      for (var open : ports) {
        if (open.purpose() == purpose && open.wanted().equals(address)) {
          all.add(open);
          return;
        }
      }
      var opened = new Opened(purpose, address, listen(plan.name(), purpose, address));
      fresh.add(opened);
      all.add(opened);
    }

    /** Serves under the plan from now on. */
    void commit() {
      var former = ports;
      reception.apply(plan);
      ports = List.copyOf(all);
      former.stream().filter(open -> !all.contains(open)).forEach(open -> open.port().close());
    }

    /** Leaves everything as it was. */
    void abandon() {
      fresh.forEach(open -> open.port().close());
    }
  }

  /**
   * Binds what the plan needs and is not bound. Until {@link Prepared#commit}, what arrives at new
   * ports is taken under the former plan, which is the same where the server has just been made.
   *
   * @throws IOException when an address cannot be had; then nothing has changed
   */
  Prepared prepare(ServerPlan plan) throws IOException {
    var prepared = new Prepared(plan);
    try {
      prepared.need(Purpose.AUTHENTICATION, plan.settings().listen());
      var accounting = plan.settings().accounting();
      if (accounting.isPresent()) {
        prepared.need(Purpose.ACCOUNTING, accounting.get());
      }
      return prepared;
    } catch (IOException e) {
      prepared.abandon();
      throw e;
    }
  }

  private DatagramPort listen(String name, Purpose purpose, UdpAddress address) throws IOException {
    return DatagramPort.open(
        address.socketAddress(),
        (octets, from, port) -> reception.receive(octets, from, purpose, port::send),
        "radius-" + name);
  }

  void drain() {
    reception.drain();
  }

  int inHand() {
    return reception.inHand();
  }

  Optional<InetSocketAddress> address(Purpose purpose) {
    return ports.stream()
        .filter(open -> open.purpose() == purpose)
        .map(open -> open.port().address())
        .findFirst();
  }

  ServerView view() {
    var plan = reception.plan();
    return new ServerView(
        plan.name(),
        plan.settings(),
        ports.stream().map(open -> text(open.port().address())).toList(),
        reception.inHand(),
        reception.refusals().met(),
        plan.clients().all().stream().map(ValidationServer::view).toList());
  }

  private static ServerView.ClientView view(Client client) {
    return new ServerView.ClientView(
        client.name(),
        client.networks().stream().map(Object::toString).toList(),
        Words.of(client.terms().mode()),
        Words.of(client.settings().continuity()),
        client.exempt(),
        client.secret().length() < ServerPlans.SHORT_SECRET,
        client.available().getAsBoolean());
  }

  private static String text(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }

  @Override
  public void close() {
    ports.forEach(open -> open.port().close());
    ports = List.of();
  }
}

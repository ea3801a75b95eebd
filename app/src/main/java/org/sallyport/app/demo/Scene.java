package org.sallyport.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.demo.Visitor.Manner;
import org.sallyport.director.pool.Health;

/**
 * Everything that takes part: the folder, two servers, the director and the clients. Closing ends
 * all of it, from any thread.
 */
final class Scene implements AutoCloseable {
  static final int STEADY_SECONDS = 2;

  // Visitors, named so that a name's beginning says where they go.
  static final String KEYS = "keys";
  static final String PORTAL = "portal";
  static final String PORTAL_STAYS = "portal-stays";
  static final String PORTAL_COMES_NEW = "portal-comes-new";

  private final DemoFiles files;
  private final OriginProcess first;
  private final OriginProcess second;
  private final int dashboardPort;
  private final int servicePort;
  private final SSLContext tls;
  private final Journal journal = new Journal();
  private final List<Visitor> visitors = new ArrayList<>();
  private @Nullable RunningNode node;
  private boolean closed;

  private Scene(DemoFiles files, int dashboardPort, int servicePort) {
    this.files = files;
    this.dashboardPort = dashboardPort;
    this.servicePort = servicePort;
    this.first = new OriginProcess("first", files);
    this.second = new OriginProcess("second", files);
    this.tls = Certificates.trusting(files.trust());
  }

  /**
   * Prepares the folder and its certificates; nothing runs yet.
   *
   * @param dashboardPort the port to be preferred for the dashboard; 0 or a port in use: any
   */
  static Scene prepare(int dashboardPort) throws IOException {
    return new Scene(DemoFiles.create(), isFree(dashboardPort) ? dashboardPort : 0, freePort());
  }

  /** A service whose port is 0 shares it with no other, so one is chosen beforehand. */
  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort() > 0;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Starts both servers. */
  void startServers() throws IOException {
    first.start();
    second.start();
  }

  /** Starts the director. */
  synchronized void startDirector(RunningNode.Starter starter) throws IOException {
    writeNodeFile(STEADY_SECONDS);
    if (!closed) {
      node = starter.start(files.nodeFile());
    }
  }

  void writeNodeFile(int steadySeconds) throws IOException {
    files.writeNodeFile(dashboardPort, servicePort, List.of(first, second), steadySeconds);
  }

  /** Lets the clients come. */
  synchronized void startVisitors() {
    for (var manner : Manner.values()) {
      for (var service : List.of(DemoFiles.KEYS, DemoFiles.PORTAL)) {
        visitors.add(new Visitor(visitorName(service, manner), manner, target(service), journal));
      }
    }
    visitors.forEach(Visitor::start);
  }

  private static String visitorName(String service, Manner manner) {
    var where = service.equals(DemoFiles.KEYS) ? KEYS : PORTAL;
    return switch (manner) {
      case STAYS -> where + "-stays";
      case RETURNS -> where + "-returns";
      case COMES_NEW -> where + "-comes-new";
    };
  }

  private Visitor.Target target(String service) {
    return new Visitor.Target(tls, node().addresses(service).getFirst(), service);
  }

  /** A connection beside those of the visitors. */
  Connection connect(String service) throws IOException {
    var target = target(service);
    return Connection.open(target.tls(), target.address(), target.host());
  }

  /** The client that stays in the portal logs out and in again. */
  synchronized void startPortalSessionAnew() {
    visitors.stream()
        .filter(visitor -> visitor.name().equals(PORTAL_STAYS))
        .forEach(Visitor::startAnew);
  }

  /** How long clients wait from one request to the next. */
  synchronized void pace(long millis) {
    visitors.forEach(visitor -> visitor.pause(millis));
  }

  /** Whether all pools say so of the server. */
  boolean isHealth(OriginProcess server, Health health) {
    return node().control().view().pools().stream()
        .flatMap(pool -> pool.member(server.name()).stream())
        .allMatch(member -> member.health() == health);
  }

  /** Whether new sessions of all pools go to the server. */
  boolean isIncumbent(OriginProcess server) {
    return node().control().view().pools().stream()
        .allMatch(pool -> pool.incumbent().filter(server.name()::equals).isPresent());
  }

  /** Whether every visitor was answered since that moment. */
  synchronized boolean allServed(long sinceNanos) {
    return visitors.stream()
        .allMatch(visitor -> !journal.since(sinceNanos, visitor.name()).servers().isEmpty());
  }

  DemoFiles files() {
    return files;
  }

  OriginProcess first() {
    return first;
  }

  OriginProcess second() {
    return second;
  }

  Journal journal() {
    return journal;
  }

  synchronized RunningNode node() {
    if (node == null) {
      throw new IllegalStateException("the director has not been started");
    }
    return node;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    visitors.forEach(Visitor::close);
    if (node != null) {
      node.close();
    }
    first.close();
    second.close();
    files.close();
  }
}

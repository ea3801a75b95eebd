package org.sallyport.director.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.MemberSettings.Initial;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.kernel.HostPort;

/** Runs one check of one member, as a watch would. */
final class Probe {
  private Probe() {}

  static Finding run(Checks check, int port) {
    return result(check.settings(), member("127.0.0.1", port, ProxyProtocol.NONE)).finding();
  }

  static CheckResult result(HealthCheckSettings settings, MemberSettings member) {
    var tls =
        CheckTls.Key.of(settings, member).map(CheckTls::open).map(loaded -> loaded.orElseThrow());
    try {
      var check = new PlannedCheck(settings, tls.orElse(null)).on(member);
      return check.run(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), settings.port().orElse(member.address().port())));
    } finally {
      tls.ifPresent(CheckTls::close);
    }
  }

  static MemberSettings member(String host, int port, ProxyProtocol proxyProtocol) {
    return new MemberSettings(
        new HostPort(host, port), Optional.empty(), proxyProtocol, Optional.empty(), Initial.READY);
  }
}

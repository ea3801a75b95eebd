package org.sallyport.director.settings;

import java.util.Optional;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.kernel.HostPort;

/** One member of a pool. */
@Doc("A member of a pool.")
public record MemberSettings(
    @Doc("host:port. A name is looked up at start, at reload and by each health check.")
        HostPort address,
    @Doc("Share of new sessions under ratio and least-connections.") @Range(min = 1, max = 10)
        Optional<Integer> weight,
    @Doc("Send a PROXY protocol header to the member: none, v1 or v2.") @Default("none")
        ProxyProtocol proxyProtocol,
    @Doc("radius: the port for accounting. Absent: the one after the address's.")
        @Range(min = 1, max = 65_535)
        Optional<Integer> accountingPort,
    @Doc("The state before anybody changes it at run time: ready, drain or maintenance.")
        @Default("ready")
        Initial initial) {

  /** Where RADIUS accounting goes: 1813 beside 1812 (RFC 2866 section 1). */
  public int radiusAccountingPort() {
    return accountingPort.orElse(address.port() + 1);
  }

  /** Which PROXY protocol header a member gets. */
  public enum ProxyProtocol {
    /** None. */
    NONE,
    /** The text form. */
    V1,
    /** The binary form. */
    V2
  }

  /** The administrative state that a member starts in. */
  public enum Initial {
    /** Takes sessions. */
    READY,
    /** Keeps old sessions and takes no new ones. */
    DRAIN,
    /** Takes nothing. */
    MAINTENANCE
  }
}

package org.sallyport.encryption.syslog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.kernel.HostPort;

/** The {@code syslog} section. */
@Doc("A collector that gets client log lines and the audit trail as syslog (RFC 5424).")
public record SyslogSettings(
    @Doc("The collector; 6514 is the usual port for TLS.") HostPort server,
    @Doc("tls (RFC 5425), or tcp in clear for trials.") @Default("tls") Transport transport,
    @Doc("PEM file with roots and intermediates that issue the collector's certificate.")
        Optional<Path> trust,
    @Doc("PEM file with the one certificate that is accepted, whoever issued it.")
        Optional<Path> pin,
    @Doc("The name that must stand in the certificate. Absent: the host of server.")
        Optional<String> name,
    @Doc("The facility of client log lines, local0 to local7; the audit trail has 13, log audit.")
        @Default("local0")
        Facility facility,
    @Doc("What is sent: client-logs, audit.") @Default("[client-logs, audit]") List<Stream> send)
    implements Checked {
  /** How messages are carried. */
  public enum Transport {
    /** Over TLS, with octet counting (RFC 5425). */
    TLS,
    /** In clear, with octet counting (RFC 6587 section 3.4.1). */
    TCP
  }

  /** What is sent. */
  public enum Stream {
    /** Lines that clients have sent. */
    CLIENT_LOGS,
    /** What administrators and clients have changed. */
    AUDIT
  }

  /** A facility for local use (RFC 5424 section 6.2.1). */
  public enum Facility {
    /** 16. */
    LOCAL0(16),
    /** 17. */
    LOCAL1(17),
    /** 18. */
    LOCAL2(18),
    /** 19. */
    LOCAL3(19),
    /** 20. */
    LOCAL4(20),
    /** 21. */
    LOCAL5(21),
    /** 22. */
    LOCAL6(22),
    /** 23. */
    LOCAL7(23);

    private final int code;

    Facility(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The name that is expected in the collector's certificate. */
  public String expectedName() {
    return name.orElse(server.host());
  }

  @Override
  public void check(Findings findings) {
    if (send.isEmpty()) {
      findings.problem("send", "expected client-logs, audit or both");
    }
    if (send.stream().distinct().count() < send.size()) {
      findings.problem("send", "expected each once");
    }
    switch (transport) {
      case TLS -> {
        if (trust.isPresent() == pin.isPresent()) {
          findings.problem("", "expected exactly one of trust and pin");
        }
      }
      case TCP -> {
        if (trust.isPresent() || pin.isPresent() || name.isPresent()) {
          findings.problem("", "trust, pin and name are only read with transport tls");
        }
        findings.warning("transport", "log lines cross the network in clear; use tls");
      }
    }
  }
}

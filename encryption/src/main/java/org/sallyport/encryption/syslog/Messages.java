package org.sallyport.encryption.syslog;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LoggedLine;
import org.sallyport.encryption.syslog.SyslogMessage.Element;
import org.sallyport.encryption.syslog.SyslogMessage.Parameter;

/**
 * What is kept, as messages.
 *
 * @param host whose messages they are
 * @param facility of client log lines
 */
record Messages(String host, SyslogSettings.Facility facility) {
  /** RFC 5424 section 7: whoever has no number of their own uses that of RFC 5612. */
  private static final String NUMBER = "@32473";

  /** Log audit (RFC 5424 section 6.2.1). */
  private static final int AUDIT = 13;

  private static final int NOTICE = 5;

  SyslogMessage of(LoggedLine logged) {
    var line = logged.line();
    var data = new ArrayList<Element>();
    data.add(
        new Element(
            "line" + NUMBER,
            List.of(
                new Parameter("position", Long.toString(logged.position())),
                new Parameter("client", logged.client()),
                new Parameter("consumer", logged.consumer()),
                new Parameter("address", logged.address()))));
    if (!line.fields().isEmpty()) {
      data.add(
          new Element(
              "fields" + NUMBER,
              line.fields().entrySet().stream()
                  .map(each -> new Parameter(each.getKey(), each.getValue()))
                  .toList()));
    }
    return new SyslogMessage(
        facility.code(),
        severity(line.level()),
        line.at(),
        host,
        line.event(),
        data,
        line.text().orElse(""));
  }

  SyslogMessage of(AuditEntry entry) {
    return new SyslogMessage(
        AUDIT,
        NOTICE,
        entry.at(),
        host,
        entry.action(),
        List.of(
            new Element(
                "audit" + NUMBER,
                List.of(
                    new Parameter("sequence", Long.toString(entry.sequence())),
                    new Parameter("actor", entry.actor()),
                    new Parameter("subject", entry.subject())))),
        entry.detail());
  }

  private static int severity(LogLevel level) {
    return switch (level) {
      case DEBUG -> 7;
      case INFO -> 6;
      case WARN -> 4;
      case ERROR -> 3;
    };
  }
}

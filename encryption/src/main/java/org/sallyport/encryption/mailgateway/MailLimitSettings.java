package org.sallyport.encryption.mailgateway;

import java.time.Duration;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;
import org.sallyport.kernel.ByteSize;
import org.sallyport.smtp.server.SmtpLimits;

/** The {@code limits} of the gateway. */
@Doc("Limits of each listener.")
public record MailLimitSettings(
    @Doc("The largest message.") @Default("100MiB") ByteSize message,
    @Doc("Recipients of a message.") @Default("1000") @Range(min = 100, max = 100_000)
        int recipients,
    @Doc("Connections at the same time.") @Default("2000") @Range(min = 1, max = 100_000)
        int connections,
    @Doc("Connections of one address at the same time, IPv6 addresses by /64.")
        @Default("50")
        @Range(min = 1)
        int connectionsPerAddress,
    @Doc("New connections of one address a minute.") @Default("6000") @Range(min = 1)
        int connectionsPerMinute,
    @Doc("Messages of one connection.") @Default("1000") @Range(min = 1) int messages,
    @Doc("How long a command may take to come.") @Default("5m") @Within(min = "10s", max = "1h")
        Duration idle,
    @Doc("How long one message may take to come.") @Default("30m") @Within(min = "1m", max = "24h")
        Duration text)
    implements Checked {
  private static final ByteSize LEAST = ByteSize.ofKibibytes(64);

  @Override
  public void check(Findings findings) {
    if (message.compareTo(LEAST) < 0) {
      findings.problem("message", "expected 64KiB at least, which every server of mail takes");
    }
    if (message.bytes() > 2L << 30) {
      findings.problem("message", "expected 2GiB at most");
    }
  }

  SmtpLimits forServer() {
    var usual = SmtpLimits.USUAL;
    return new SmtpLimits(
        message,
        usual.textLine(),
        recipients,
        messages,
        usual.errors(),
        usual.refusals(),
        idle,
        text,
        usual.total(),
        connections,
        connectionsPerAddress,
        connectionsPerMinute);
  }
}

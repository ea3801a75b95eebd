package org.sallyport.encryption.mailgateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;
import org.sallyport.encryption.mailqueue.QueueSettings;
import org.sallyport.encryption.nexthop.NextHopsSettings;

/** The {@code mail-gateway} section. */
@Doc("The mail gateway: an SMTP server between mail servers that does what the mail rules say.")
public record MailGatewaySettings(
    @Doc("The name that it greets with and calls itself by, such as mail.example.com.") String name,
    @Doc("Where mail comes in. The key is the name in logs, traces and metrics.")
        Map<String, MailListenerSettings> listeners,
    @Doc("Where mail goes from here.") NextHopsSettings nextHops,
    @Doc("Limits that keep one sender from taking everything.") @Default("{}")
        MailLimitSettings limits,
    @Doc("How mail is tried again that a next hop did not take at once.") @Default("{}")
        QueueSettings queue,
    @Doc(
            "The folder on this node for texts over 256 KiB while they are worked on, each sealed"
                + " with a key that is in memory alone.")
        @Default("data/mail-spool")
        Path spool,
    @Doc("How long it is kept why each message was sent as it was.")
        @Default("30d")
        @Within(min = "1d", max = "3650d")
        Duration tracesKept)
    implements Checked {

  @Override
  public void check(Findings findings) {
    GatewayRules.check(this, findings);
  }
}

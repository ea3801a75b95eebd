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
    @Doc(
            "What is done with a message that a node had sent whole when it was killed, before the"
                + " next hop's answer: tell (not sent again, and its sender is told that it is not"
                + " known whether it arrived) or again (sent again, and may arrive twice).")
        @Default("tell")
        InDoubt whenInDoubt,
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

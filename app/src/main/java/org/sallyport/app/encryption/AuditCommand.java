package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(
    name = "audit",
    description = "Who changed what, the latest first.",
    footer = "  sallyport encryption audit --about ada@example.com")
final class AuditCommand implements Callable<Integer> {
  @Mixin private EncryptionLink link;

  @Option(
      names = "--about",
      paramLabel = "SUBJECT",
      defaultValue = "",
      description = "An address, a fingerprint or a name.")
  private String subject;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() throws InterruptedException {
    return link.get("/audit?limit=" + limit + "&subject=" + encoded(subject));
  }
}

package org.sallyport.app.encryption;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How a server is. */
@Command(
    name = "status",
    description = "Whether the server serves, what it has, and what needs somebody.",
    footer = "  sallyport encryption status")
final class ServerStatusCommand implements Callable<Integer> {
  @Mixin private EncryptionLink link;

  @Override
  public Integer call() throws InterruptedException {
    return link.get("/status");
  }
}

package org.sallyport.app.encryption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Makes what people install. */
@Command(
    name = "bundle",
    description = {
      "Make the client bundle: the program and the stamp that binds it to your servers.",
      "",
      "People unpack it and enrol with it. It holds no secret, but whoever changes it on its way"
          + " decides which servers its users believe: hand it out over a way you trust."
    },
    footer = {
      "  sallyport encryption bundle --server keys.example.com --trust ca.pem",
      "  sallyport encryption bundle --server keys1.example.com --server keys2.example.com:8443"
    })
final class BundleCommand implements Callable<Integer> {
  @Mixin private EncryptionLink link;

  @Option(
      names = "--server",
      paramLabel = "NAME[:PORT]",
      required = true,
      description = "A server as clients name it; again for others, in their order.")
  private List<String> servers = List.of();

  @Option(
      names = "--trust",
      paramLabel = "PEM",
      description = "Who issues the servers' certificates. Default: whom the machines trust.")
  private @Nullable Path trust;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "sallyport-client.zip",
      description = "A new file. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Override
  public Integer call() throws InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("servers", servers);
    if (trust != null) {
      body.put("trust", read(trust));
    }
    int exit = link.download("/bundle", body, output);
    if (exit == Exit.FINE) {
      link.spec().commandLine().getOut().println("wrote " + output);
    }
    return exit;
  }

  private String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      throw new ParameterException(
          link.spec().commandLine(), "--trust " + file + " cannot be read as PEM");
    }
  }
}

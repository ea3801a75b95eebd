package org.sallyport.app;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How commands reach an authority: its address, an administrator's certificate, whom to trust. */
final class AuthorityLink {
  @Option(
      names = "--authority",
      paramLabel = "URL",
      defaultValue = "${env:SALLYPORT_AUTHORITY}",
      description = {
        "The authority's API, such as https://authority.example.com:8443.",
        "Default: SALLYPORT_AUTHORITY of the environment."
      })
  private String url;

  @Option(
      names = "--client",
      paramLabel = "PEM",
      defaultValue = "${env:SALLYPORT_CLIENT}",
      description = {
        "Your certificate, which the authority's file names as an administrator's.",
        "Default: SALLYPORT_CLIENT of the environment."
      })
  private Path chain;

  @Option(
      names = "--key",
      paramLabel = "PEM",
      defaultValue = "${env:SALLYPORT_KEY}",
      description = {"Its private key.", "Default: SALLYPORT_KEY of the environment."})
  private Path key;

  @Option(
      names = "--trust",
      paramLabel = "PEM",
      defaultValue = "${env:SALLYPORT_TRUST}",
      description = {
        "The authorities that may have issued the server's certificate.",
        "Default: SALLYPORT_TRUST of the environment."
      })
  private Path trust;

  /** A client that speaks for the administrator. */
  AuthorityClient open(CommandLine command) {
    if (url == null || url.isEmpty()) {
      throw new ParameterException(command, "say where the authority is: --authority URL");
    }
    if (chain == null || key == null || trust == null) {
      throw new ParameterException(
          command, "the authority asks for certificates: give --client, --key and --trust");
    }
    try {
      var shown = new ClientTls.Shown(chain, key);
      return new AuthorityClient(url, ClientTls.context(Optional.of(shown), trust));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()));
    }
  }
}

package org.sallyport.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.app.AuthorityClient.Answer;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.oath.Base32;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.CredentialCsv;
import org.sallyport.oath.Imported;
import org.sallyport.oath.ImportedCredential;
import org.sallyport.oath.Pskc;
import org.sallyport.oath.PskcKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Adds the credentials that a delivery of devices comes with. */
@Command(
    name = "import",
    description = {
      "Add credentials from a file: PSKC (RFC 6030), or comma-separated values.",
      "",
      "Each credential names its user, who must be there already. Where anything in the file cannot"
          + " be taken, each problem is told with its line and nothing is added. A seed that its"
          + " user has already is passed over, so that an import that broke off can be run again."
    },
    exitCodeList = {
      "0:all are there",
      "1:one was refused; those before it were added",
      "2:the file cannot be read, or something in it cannot be taken",
      "3:nobody answered"
    },
    footer = {
      "  sallyport credential import tokens.csv",
      "  sallyport credential import tokens.pskc --passphrase file:delivery.txt"
    })
final class CredentialImportCommand extends AuthorityAction {
  private static final int PRESENT = 409;

  @Parameters(paramLabel = "FILE", description = "The file; .csv, or PSKC with any other name.")
  private Path file;

  @Option(
      names = "--passphrase",
      paramLabel = "SOURCE",
      description = "What opens a PSKC file's seeds, as file:PATH or env:NAME.")
  private String passphrase;

  @Override
  Answer ask(AuthorityClient client) throws InterruptedException {
    var imported = read();
    if (!imported.problems().isEmpty()) {
      var lines = imported.problems().stream().map(each -> file + ": " + each).toList();
      throw new ParameterException(spec.commandLine(), String.join("\n", lines));
    }
    int added = 0;
    for (var each : imported.credentials()) {
      var path = user(each.user().orElse(each.serial())) + "/credentials";
      switch (client.post(path, body(each))) {
        case Answer.Given _ -> added++;
        case Answer.Refused(int status, var _) when status == PRESENT -> {
          // The same seed: an import that was broken off has added it.
        }
        case Answer.Refused(int status, var detail) -> {
          return new Answer.Refused(status, each.serial() + ": " + detail);
        }
        case Answer.Unreachable gone -> {
          return gone;
        }
      }
    }
    return new Answer.Given(
        Map.of("added", added, "present", imported.credentials().size() - added));
  }

  private Imported read() {
    try {
      var bytes = Files.readAllBytes(file);
      return file.toString().endsWith(".csv") ? CredentialCsv.read(bytes) : Pskc.read(bytes, key());
    } catch (IOException unreadable) {
      throw new ParameterException(spec.commandLine(), Reasons.of(unreadable));
    }
  }

  private PskcKey key() {
    if (passphrase == null) {
      return new PskcKey.None();
    }
    return switch (Secrets.read(source())) {
      case Secrets.Found.Value(var secret, _) -> new PskcKey.Passphrase(secret);
      case Secrets.Found.Missing(var message) ->
          throw new ParameterException(spec.commandLine(), message);
    };
  }

  private SecretSource source() {
    if (passphrase.startsWith("file:")) {
      return new SecretSource.File(Path.of(passphrase.substring("file:".length())));
    }
    if (passphrase.startsWith("env:")) {
      return new SecretSource.Environment(passphrase.substring("env:".length()));
    }
    throw new ParameterException(
        spec.commandLine(), "--passphrase: expected file:PATH or env:NAME, not the secret itself");
  }

  private static Map<String, Object> body(ImportedCredential credential) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", credential.kind().word());
    body.put("name", credential.name().orElse(credential.serial()));
    body.put("algorithm", credential.form().algorithm().name());
    body.put("digits", credential.form().digits());
    if (credential.kind() == CodeKind.TOTP) {
      body.put("period", credential.period());
    } else {
      body.put("counter", credential.counter());
    }
    var seed = credential.seed().reveal();
    body.put("secret", Base32.encode(seed));
    Arrays.fill(seed, (byte) 0);
    return body;
  }

  @Override
  void show(Map<?, ?> given, PrintWriter out) {
    out.println(given.get("added") + " added, " + given.get("present") + " were there already");
  }
}

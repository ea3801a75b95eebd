package org.sallyport.app.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Certificates in files that the command line names. */
final class Certificates {
  private Certificates() {}

  static List<Certificate> of(List<Path> files, CommandLine command) throws IOException {
    var all = new ArrayList<Certificate>();
    for (var file : files) {
      switch (Certificate.readAll(Files.readAllBytes(file))) {
        case Result.Of<List<Certificate>>(var read) -> all.addAll(read);
        case Result.Refused<List<Certificate>>(var refusal) ->
            throw new ParameterException(command, file + ": " + refusal.reason());
      }
    }
    return all;
  }
}

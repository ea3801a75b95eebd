package org.sallyport.benchmarks.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What administrators put behind Postfix's {@code content_filter} to have mail encrypted: a script
 * that keeps the header, gives the body to gpg, and sends what comes out as PGP/MIME by curl.
 */
final class GpgFilter {
  private GpgFilter() {}

  /** The script, with keys for a sender and a recipient; both belong to the user nobody. */
  static Path make(Path folder, String sender, String recipient)
      throws IOException, InterruptedException {
    var home = Files.createDirectories(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Shell.run(List.of("chown", "nobody", home.toString()));
    for (var each : List.of(sender, recipient)) {
      Shell.run(
          List.of(
              "runuser",
              "-u",
              "nobody",
              "--",
              "gpg",
              "--homedir",
              home.toString(),
              "--batch",
              "--quiet",
              "--passphrase",
              "",
              "--quick-generate-key",
              each,
              "future-default",
              "default",
              "never"));
    }
    var script = folder.resolve("filter.sh");
    Files.writeString(script, script(home));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private static String script(Path home) {
    return """
    #!/bin/sh
    # port sender recipient < message
    set -eu
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    tr -d '\\r' >"$work/in"
    sed '/^$/q' "$work/in" | grep -vi '^content-\\|^mime-version' | sed '/^$/d' >"$work/header"
    {
      sed '/^$/q' "$work/in" | grep -i '^content-' || echo 'Content-Type: text/plain'
      echo
      sed '1,/^$/d' "$work/in"
    } | gpg --homedir '%1$s' --batch --quiet --no-tty --trust-model always --sign \\
      --local-user "$2" --encrypt --recipient "$3" --armor >"$work/body" 2>>'%1$s/errors'
    {
      cat "$work/header"
      printf '%%s\\n' 'MIME-Version: 1.0' \\
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b1"' \\
        '' '--b1' 'Content-Type: application/pgp-encrypted' '' 'Version: 1' '' '--b1' \\
        'Content-Type: application/octet-stream' ''
      cat "$work/body"
      echo '--b1--'
    } | curl -sS --crlf --noproxy '*' --mail-from "$2" --mail-rcpt "$3" --upload-file - \\
      "smtp://127.0.0.1:$1" >/dev/null
    """
        .formatted(home);
  }
}

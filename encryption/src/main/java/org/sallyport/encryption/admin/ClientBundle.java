package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sallyport.web.route.Json;

/**
 * What people install: the client's program with the stamp of its organisation, as a zip file.
 *
 * @param servers in the order in which clients ask them
 * @param organisation its name
 * @param organisationKey the fingerprint of the key that signs policies
 * @param trust who issues the servers' certificates, PEM; empty: what the machine trusts anyway
 */
record ClientBundle(
    List<String> servers, String organisation, String organisationKey, Optional<String> trust) {
  private static final String FOLDER = "sallyport-client/";

  private static final String SHELL =
      """
      #!/bin/sh
      # Runs the client with a Java 25 or newer: SALLYPORT_JAVA_HOME, JAVA_HOME, or java of the PATH.
      here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 70
      java=java
      [ -z "$JAVA_HOME" ] || java="$JAVA_HOME/bin/java"
      [ -z "$SALLYPORT_JAVA_HOME" ] || java="$SALLYPORT_JAVA_HOME/bin/java"
      exec "$java" -Xmx256m -Dslf4j.internal.verbosity=ERROR \\
        -cp "$here/lib/*" org.sallyport.app.ClientProgram "$@"
      """;

  private static final String WINDOWS =
      """
      @echo off
      setlocal
      set JAVA=java
      if not "%JAVA_HOME%"=="" set JAVA="%JAVA_HOME%\\bin\\java"
      if not "%SALLYPORT_JAVA_HOME%"=="" set JAVA="%SALLYPORT_JAVA_HOME%\\bin\\java"
      %JAVA% -Xmx256m -Dslf4j.internal.verbosity=ERROR -cp "%~dp0lib\\*" org.sallyport.app.ClientProgram %*
      exit /b %ERRORLEVEL%
      """;

  ClientBundle {
    servers = List.copyOf(servers);
  }

  private String readMe() {
    return """
    The client of the encryption server of %s
    %s

    It needs Java 25 or newer. On Linux and macOS:

      sh sallyport-client/sallyport-client enrol --stamp sallyport-client/stamp.json

    On Windows: sallyport-client\\sallyport-client.cmd enrol --stamp sallyport-client\\stamp.json

    The stamp names the servers that this client believes: %s.
    A server whose certificate is made out to other names is refused.
    """
        .formatted(organisation, "=".repeat(10), String.join(", ", servers));
  }

  private String stamp() {
    var members = new LinkedHashMap<String, Object>();
    members.put("servers", servers);
    members.put("organisation", organisation);
    members.put("organisationKey", organisationKey);
    trust.ifPresent(pem -> members.put("trust", pem));
    return Json.text(members);
  }

  /**
   * The zip file.
   *
   * @param parts jars, and folders of classes which become jars
   */
  byte[] zip(List<Path> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, "README.txt", readMe().getBytes(UTF_8));
      put(zip, "sallyport-client", SHELL.getBytes(UTF_8));
      put(zip, "sallyport-client.cmd", WINDOWS.replace("\n", "\r\n").getBytes(UTF_8));
      put(zip, "stamp.json", stamp().getBytes(UTF_8));
      if (trust.isPresent()) {
        put(zip, "trust.pem", trust.get().getBytes(UTF_8));
      }
      int number = 0;
      for (var part : parts) {
        if (Files.isDirectory(part)) {
          put(zip, "lib/classes-" + number++ + ".jar", jar(part));
        } else {
          put(zip, "lib/" + part.getFileName(), Files.readAllBytes(part));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(FOLDER + name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] jar(Path folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var jar = new ZipOutputStream(bytes);
        var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        copy(file, jar);
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void copy(Path file, OutputStream to) throws IOException {
    Files.copy(file, to);
  }
}

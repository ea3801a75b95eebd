package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;
import org.sallyport.testkit.TestPki.PemPair;

/** OpenLDAP as the directory of keys of a domain, over LDAPS alone, filled before it starts. */
final class KeySlapd implements AutoCloseable {
  /** The attributes of PGP key servers that matter here, under numbers of nobody. */
  private static final String SCHEMA =
      """
      attributetype ( 1.3.6.1.4.1.3401.8.2.8 NAME 'pgpBaseKeySpaceDN'
        EQUALITY distinguishedNameMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 SINGLE-VALUE )
      attributetype ( 1.3.6.1.4.1.3401.8.2.11 NAME 'pgpKey'
        EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
      attributetype ( 1.3.6.1.4.1.3401.8.2.12 NAME 'pgpUserID'
        EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch
        SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
      attributetype ( 1.3.6.1.4.1.3401.8.2.14 NAME 'pgpCertID'
        EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
      attributetype ( 1.3.6.1.4.1.3401.8.2.15 NAME 'pgpDisabled'
        EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
      objectclass ( 1.3.6.1.4.1.3401.8.2.23 NAME 'pgpServerInfo' SUP top STRUCTURAL
        MUST ( cn $ pgpBaseKeySpaceDN ) )
      objectclass ( 1.3.6.1.4.1.3401.8.2.24 NAME 'pgpKeyInfo' SUP top STRUCTURAL
        MUST ( pgpCertID $ pgpKey ) MAY ( pgpDisabled $ pgpUserID ) )
      """;

  private static final String ENTRIES =
      """
      dn: dc=elsewhere,dc=test
      objectClass: dcObject
      objectClass: organization
      dc: elsewhere
      o: Elsewhere

      dn: cn=PGPServerInfo,dc=elsewhere,dc=test
      objectClass: pgpServerInfo
      cn: PGPServerInfo
      pgpBaseKeySpaceDN: ou=PGP Keys,dc=elsewhere,dc=test

      dn: ou=PGP Keys,dc=elsewhere,dc=test
      objectClass: organizationalUnit
      ou: PGP Keys

      """;

  private final PeerProcess process;
  private final int port;

  private KeySlapd(PeerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A key as the directory has it. */
  record Entry(String id, String userId, String disabled, String key) {
    /** The key has many lines, so that it is written in Base64 (RFC 2849). */
    private String text() {
      return """
      dn: pgpCertID=%1$s,ou=PGP Keys,dc=elsewhere,dc=test
      objectClass: pgpKeyInfo
      pgpCertID: %1$s
      pgpUserID: %2$s
      pgpDisabled: %3$s
      pgpKey:: %4$s

      """
          .formatted(id, userId, disabled, Base64.getEncoder().encodeToString(key.getBytes(UTF_8)));
    }
  }

  /**
   * Starts one.
   *
   * @param sizeLimit the most entries of an answer
   */
  static KeySlapd start(Path folder, PemPair pair, int sizeLimit, List<Entry> entries)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("db"));
    var schema = Files.writeString(folder.resolve("pgp.schema"), SCHEMA);
    var file =
        Files.writeString(
            folder.resolve("slapd.conf"),
            """
            include /etc/ldap/schema/core.schema
            include %6$s
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile %1$s/slapd.pid
            argsfile %1$s/slapd.args
            TLSCertificateFile %2$s
            TLSCertificateKeyFile %3$s
            database mdb
            suffix "dc=elsewhere,dc=test"
            rootdn "%4$s"
            sizelimit %5$d
            directory %1$s/db
            """
                .formatted(
                    folder,
                    pair.chain(),
                    pair.key(),
                    "cn=admin,dc=elsewhere,dc=test",
                    sizeLimit,
                    schema));
    var all = new StringBuilder(ENTRIES);
    entries.forEach(each -> all.append(each.text()));
    fill(folder, file, all.toString());
    int port = FreePorts.take();
    var command =
        List.of(
            Peers.require("slapd").toString(),
            "-h",
            "ldaps://127.0.0.1:" + port + "/",
            "-f",
            file.toString(),
            "-d",
            "0");
    return new KeySlapd(PeerProcess.start(command, folder, Readiness.port(port)), port);
  }

  private static void fill(Path folder, Path configuration, String entries)
      throws IOException, InterruptedException {
    var ldif = Files.writeString(folder.resolve("keys.ldif"), entries);
    var told = folder.resolve("slapadd.log");
    var filling =
        new ProcessBuilder(
                Peers.require("slapadd").toString(),
                "-q",
                "-f",
                configuration.toString(),
                "-l",
                ldif.toString())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    if (filling.waitFor() != 0) {
      throw new AssertionError(Files.readString(told));
    }
  }

  int port() {
    return port;
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}

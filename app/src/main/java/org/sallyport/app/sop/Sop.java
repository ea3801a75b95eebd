package org.sallyport.app.sop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.app.sop.Failure.Code;

/**
 * One run of the Stateless OpenPGP command line.
 *
 * <p>Every subcommand is a small class with a {@code run}; this one finds it and turns its end into
 * an exit code.
 */
public final class Sop {
  private static final Map<String, Subcommand> SUBCOMMANDS = subcommands();

  private final Session session;
  private final PrintWriter err;

  /**
   * A run.
   *
   * @param version of the program, for {@code version}
   * @param in standard input
   * @param out standard output, binary
   * @param err where reasons go
   * @param environment for {@code @ENV:}
   * @param clock what time it is
   */
  public Sop(
      String version,
      InputStream in,
      OutputStream out,
      PrintWriter err,
      Map<String, String> environment,
      InstantSource clock) {
    this.session = new Session(version, in, out, new Indirection(environment), clock.instant());
    this.err = err;
  }

  private static Map<String, Subcommand> subcommands() {
    var all = new TreeMap<String, Subcommand>();
    all.put("version", VersionSubcommand::run);
    all.put("list-profiles", KeySubcommands::listProfiles);
    all.put("generate-key", KeySubcommands::generate);
    all.put("change-key-password", KeySubcommands::changePassword);
    all.put("revoke-key", KeySubcommands::revoke);
    all.put("extract-cert", KeySubcommands::extractCertificate);
    all.put("sign", SignSubcommands::sign);
    all.put("verify", SignSubcommands::verify);
    all.put("inline-sign", SignSubcommands::inlineSign);
    all.put("inline-verify", SignSubcommands::inlineVerify);
    all.put("inline-detach", SignSubcommands::inlineDetach);
    all.put("encrypt", EncryptSubcommand::run);
    all.put("decrypt", DecryptSubcommand::run);
    all.put("armor", ArmorSubcommands::armor);
    all.put("dearmor", ArmorSubcommands::dearmor);
    return all;
  }

  /** The names of the subcommands, in the order of the alphabet. */
  public static List<String> names() {
    return List.copyOf(SUBCOMMANDS.keySet());
  }

  /**
   * Runs one subcommand.
   *
   * @param arguments the subcommand and what follows it
   * @return the exit code
   * @throws IOException when input cannot be read or output not be written
   */
  public int run(List<String> arguments) throws IOException {
    try {
      if (arguments.isEmpty()) {
        throw new Failure(Code.UNSUPPORTED_SUBCOMMAND, "say what to do: " + names());
      }
      var subcommand = SUBCOMMANDS.get(arguments.getFirst());
      if (subcommand == null) {
        throw new Failure(
            Code.UNSUPPORTED_SUBCOMMAND,
            "no subcommand " + arguments.getFirst() + "; there are " + names());
      }
      subcommand.run(session, arguments.subList(1, arguments.size()));
      session.out().flush();
      return 0;
    } catch (Failure failure) {
      err.println("sop: " + failure.getMessage());
      err.flush();
      return failure.code().number();
    }
  }

  /** One subcommand. */
  interface Subcommand {
    void run(Session session, List<String> arguments) throws Failure, IOException;
  }
}

package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.Readiness;

/**
 * FreeRADIUS, alone on loopback, for every client there. Everybody whose password is {@link
 * #PASSWORD} is accepted, with the server's name as Filter-Id; names that begin with {@code asked}
 * are challenged first, and only the server that challenged takes the answer. Accounting is taken,
 * Status-Server is answered, and requests need a Message-Authenticator.
 */
final class FreeRadius implements AutoCloseable {
  /** What it shares with every client. */
  static final String SECRET = "a secret for tests";

  /** Everybody's password. */
  static final String PASSWORD = "hello";

  private final String name;
  private final int port;
  private final int accountingPort;
  private final Path folder;
  private PeerProcess process;

  private FreeRadius(String name, int port, int accountingPort, Path folder, PeerProcess process) {
    this.name = name;
    this.port = port;
    this.accountingPort = accountingPort;
    this.folder = folder;
    this.process = process;
  }

  /** Starts one. */
  static FreeRadius start(Path parent, String name) throws IOException, InterruptedException {
    var folder = Files.createDirectories(parent.resolve(name));
    int port = FreePorts.take();
    int accountingPort = FreePorts.take();
    Files.writeString(
        folder.resolve("radiusd.conf"), configuration(name, folder, port, accountingPort));
    return new FreeRadius(name, port, accountingPort, folder, launch(folder));
  }

  private static PeerProcess launch(Path folder) throws IOException, InterruptedException {
    var program = Peers.require("freeradius").toString();
    return PeerProcess.start(
        List.of(program, "-d", folder.toString(), "-n", "radiusd", "-f", "-l", "stdout", "-xx"),
        folder,
        Readiness.output("Ready to process requests"));
  }

  private static String configuration(String name, Path folder, int port, int accountingPort) {
    return """
    name = radiusd
    confdir = %1$s
    raddbdir = %1$s
    logdir = %1$s
    run_dir = %1$s
    libdir = /usr/lib/freeradius
    pidfile = %1$s/radiusd.pid
    cleanup_delay = 5
    hostname_lookups = no
    log {
      destination = stdout
      auth = yes
    }
    security {
      max_attributes = 200
      reject_delay = 0
      status_server = yes
    }
    thread pool {
      start_servers = 2
      max_servers = 4
      min_spare_servers = 1
      max_spare_servers = 2
    }
    client loopback {
      ipaddr = 127.0.0.0/8
      secret = "%4$s"
      require_message_authenticator = yes
    }
    modules {
      always handled {
        rcode = handled
      }
      always reject {
        rcode = reject
      }
      always ok {
        rcode = ok
      }
      pap {
      }
    }
    server it {
      listen {
        type = auth
        ipaddr = 127.0.0.1
        port = %2$d
      }
      listen {
        type = acct
        ipaddr = 127.0.0.1
        port = %3$d
      }
      authorize {
        update control {
          &Cleartext-Password := "%5$s"
        }
        if (&State && !&session-state:Tmp-Integer-0) {
          reject
        }
        elsif (&User-Name =~ /^asked/ && !&State) {
          update control {
            &Auth-Type := Ask
          }
        }
        else {
          pap
        }
        Autz-Type Status-Server {
          update reply {
            &Message-Authenticator := 0x00
          }
          ok
        }
      }
      authenticate {
        Auth-Type PAP {
          pap
        }
        Auth-Type Ask {
          pap
          update reply {
            &Message-Authenticator := 0x00
            &Reply-Message := "once more"
          }
          update session-state {
            &Tmp-Integer-0 := 1
          }
          update control {
            &Response-Packet-Type := Access-Challenge
          }
          handled
        }
      }
      preacct {
        ok
      }
      accounting {
        ok
      }
      post-auth {
        update reply {
          &Message-Authenticator := 0x00
          &Filter-Id := "%6$s"
        }
        Post-Auth-Type REJECT {
          update reply {
            &Message-Authenticator := 0x00
          }
        }
      }
    }
    """
        .formatted(folder, port, accountingPort, SECRET, PASSWORD, name);
  }

  /** Where it authenticates. */
  int port() {
    return port;
  }

  /** Where it takes accounting. */
  int accountingPort() {
    return accountingPort;
  }

  /** As an entry of {@code members}. */
  String member() {
    return name + ": { address: 127.0.0.1:" + port + ", accounting-port: " + accountingPort + " }";
  }

  /** What it says about each packet. */
  String output() {
    return process.output();
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Starts it again where it was. */
  void startAgain() throws IOException, InterruptedException {
    process = launch(folder);
  }

  /** Takes every datagram and answers none, until it is killed. */
  void fallSilent() throws IOException, InterruptedException {
    Command.run("", Map.of(), "kill", "-STOP", process.pid()).expectSuccess();
  }

  @Override
  public void close() {
    process.close();
  }
}

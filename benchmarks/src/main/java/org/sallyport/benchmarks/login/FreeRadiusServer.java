package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.benchmarks.peers.Running;

/** FreeRADIUS that searches a directory for the user and binds with the password, and no more. */
final class FreeRadiusServer {
  private FreeRadiusServer() {}

  /** Starts one; it answers once the first login does. */
  static Running start(Path folder, int port, int directory, int threads) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("radiusd.conf"), configuration(folder, port, directory, threads));
    return Running.start(
        List.of("freeradius", "-d", folder.toString(), "-n", "radiusd", "-f", "-l", "stdout"),
        LoginScene.PROCESSORS,
        folder);
  }

  private static String configuration(Path folder, int port, int directory, int threads) {
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
    max_requests = 65536
    log {
      destination = stdout
      auth = no
    }
    security {
      max_attributes = 200
      reject_delay = 0
      status_server = yes
    }
    thread pool {
      start_servers = %4$d
      max_servers = %4$d
      min_spare_servers = 1
      max_spare_servers = %4$d
    }
    client loopback {
      ipaddr = 127.0.0.0/8
      secret = "%5$s"
      require_message_authenticator = yes
    }
    modules {
      ldap {
        server = 'ldap://127.0.0.1:%3$d'
        identity = '%6$s'
        password = '%7$s'
        base_dn = '%8$s'
        user_dn = "LDAP-UserDn"
        user {
          base_dn = "${..base_dn}"
          filter = "(uid=%%{User-Name})"
        }
        options {
          chase_referrals = no
          res_timeout = 10
          srv_timelimit = 3
          net_timeout = 1
        }
        pool {
          start = %4$d
          min = %4$d
          max = %4$d
          spare = 1
          uses = 0
          lifetime = 0
          idle_timeout = 0
        }
      }
    }
    server logins {
      listen {
        type = auth
        ipaddr = 127.0.0.1
        port = %2$d
      }
      authorize {
        ldap
        if ((ok || updated) && User-Password) {
          update control {
            &Auth-Type := LDAP
          }
        }
      }
      authenticate {
        Auth-Type LDAP {
          ldap
        }
      }
    }
    """
        .formatted(
            folder,
            port,
            directory,
            threads,
            LoginScene.SECRET.revealText(),
            DirectoryServer.ADMIN,
            DirectoryServer.PASSWORD,
            DirectoryServer.BASE);
  }
}

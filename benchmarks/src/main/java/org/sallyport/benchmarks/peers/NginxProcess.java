package org.sallyport.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What nginx needs to run as one process out of a directory of its own. */
final class NginxProcess {
  private static final Path STREAM_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

  private NginxProcess() {}

  static List<String> command(Path directory, Path configuration) {
    return List.of(
        "nginx",
        "-p",
        directory.toString(),
        "-c",
        configuration.toString(),
        "-e",
        directory.resolve("error.txt").toString());
  }

  static String preamble(Path directory) {
    var module = Files.exists(STREAM_MODULE) ? "load_module " + STREAM_MODULE + ";\n" : "";
    return module
        + """
          daemon off;
          master_process off;
          # the limit of open files is inherited
          pid %1$s/nginx.pid;
          error_log %1$s/error.txt warn;
          events { worker_connections 25000; accept_mutex off; }
          """
            .formatted(directory);
  }

  static String tls(Path certificate, Path key) {
    return """
        ssl_certificate %s;
            ssl_certificate_key %s;
            ssl_protocols TLSv1.3;
            ssl_conf_command Ciphersuites %s;
        """
        .formatted(certificate, key, Scene.SUITE)
        .stripTrailing();
  }
}

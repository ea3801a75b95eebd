package org.sallyport.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;

/**
 * What a peer is configured for.
 *
 * @param mode what it does
 * @param port where it listens on 127.0.0.1
 * @param adminPort another free port, for a peer that needs one
 * @param memberPorts where the members listen on 127.0.0.1, in order of preference
 * @param failover all traffic on the first member; otherwise round robin
 * @param certificate PEM file
 * @param key PEM file
 * @param directory exists and is the peer's own
 */
public record Scene(
    Mode mode,
    int port,
    int adminPort,
    List<Integer> memberPorts,
    boolean failover,
    Path certificate,
    Path key,
    Path directory) {

  /** The one name that services answer to. */
  public static final String HOST = "bench.example.com";

  /** The cookie that members set. */
  public static final String COOKIE = "ovidCookie";

  /** The one TLS 1.3 cipher suite that every server is held to. */
  public static final String SUITE = "TLS_AES_128_GCM_SHA256";
}

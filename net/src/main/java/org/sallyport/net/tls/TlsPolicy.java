package org.sallyport.net.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.time.Duration;
import java.util.List;

/**
 * What both sides of a node accept: TLS 1.2 and 1.3, forward secrecy and authenticated encryption
 * alone (RFC 9325 sections 3.1 and 4.2), the cheapest first where AES has hardware.
 */
final class TlsPolicy {
  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Sessions that one context remembers; a client that brings a ticket needs no place here. */
  private static final int SESSIONS = 8192;

  private static final Duration SESSION_AGE = Duration.ofHours(1);

  private TlsPolicy() {}

  static SslContextBuilder apply(
      SslContextBuilder builder, TlsProvider provider, List<String> applicationProtocols) {
    builder
        .sslProvider(provider.netty())
        .protocols(PROTOCOLS)
        .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .sessionCacheSize(SESSIONS)
        .sessionTimeout(SESSION_AGE.toSeconds());
    if (!applicationProtocols.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              applicationProtocols));
    }
    return builder;
  }

  static String[] ciphers(String... supported) {
    return SupportedCipherSuiteFilter.INSTANCE.filterCipherSuites(
        CIPHERS, List.of(supported), java.util.Set.of(supported));
  }
}

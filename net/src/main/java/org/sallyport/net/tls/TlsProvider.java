package org.sallyport.net.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Which implementation of TLS works. */
public enum TlsProvider {
  /** BoringSSL where its native library loads, else the JDK. */
  BEST,
  /** BoringSSL. */
  BORINGSSL,
  /** The JDK. */
  JDK;

  SslProvider netty() {
    return switch (this) {
      case BEST -> OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
      case BORINGSSL -> SslProvider.OPENSSL_REFCNT;
      case JDK -> SslProvider.JDK;
    };
  }
}

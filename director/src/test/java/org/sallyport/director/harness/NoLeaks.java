package org.sallyport.director.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class when Netty finds a buffer, or an engine or a context of BoringSSL, that nobody
 * released. Netty finds it once it was collected, so the class that fails may be one that ran
 * beside the one that leaked.
 */
public final class NoLeaks implements AfterAllCallback {
  private static final List<String> FOUND = new CopyOnWriteArrayList<>();

  static {
    var listening = new Listening();
    listening.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(listening);
  }

  private static final class Listening extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      FOUND.add(event.getFormattedMessage());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws SSLException {
    for (int i = 0; i < 4; i++) {
      System.gc();
      askDetectors();
    }
    // Taken out, so that one leak fails one class.
    var found = List.copyOf(FOUND);
    FOUND.removeAll(found);
    assertThat(found).isEmpty();
  }

  /** A detector looks at what was collected when another object of its kind is made. */
  private static void askDetectors() throws SSLException {
    for (int i = 0; i < 8; i++) {
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    if (OpenSsl.isAvailable()) {
      var tls = SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL_REFCNT).build();
      ReferenceCountUtil.release(tls.newEngine(PooledByteBufAllocator.DEFAULT));
      ReferenceCountUtil.release(tls);
    }
  }
}

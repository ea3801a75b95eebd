package org.sallyport.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.wire.tls.ClientHelloResult.Decoded;
import org.sallyport.wire.tls.ClientHelloResult.NeedMore;

/** What clients of today really send. */
class RealClientsTest {
  @Test
  void the_hello_of_the_jdk_is_read() throws Exception {
    var engine = engine();
    byte[] hello = firstFlight(engine);
    assertThat(everySplit(hello))
        .isEqualTo(
            new ClientHello(
                Optional.of("portal.example.com"), List.of("h2", "http/1.1"), 0x0303, true));
  }

  @Test
  void the_hello_of_a_jdk_limited_to_version_1_2_is_read() throws Exception {
    var engine = engine();
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    assertThat(everySplit(firstFlight(engine)).tls13()).isFalse();
  }

  @Test
  @Timeout(20)
  void the_hello_of_openssl_is_read() throws Exception {
    var openssl = openssl();
    assumeTrue(openssl.isPresent(), "openssl is not on the path");
    assertThat(everySplit(helloOf(openssl.get(), "-alpn", "http/1.1")))
        .isEqualTo(
            new ClientHello(Optional.of("portal.example.com"), List.of("http/1.1"), 0x0303, true));
    assertThat(everySplit(helloOf(openssl.get(), "-tls1_2")))
        .isEqualTo(new ClientHello(Optional.of("portal.example.com"), List.of(), 0x0303, false));
  }

  private static ClientHello everySplit(byte[] bytes) {
    for (int n = 0; n < bytes.length; n++) {
      assertThat(ClientHelloDecoder.decode(Arrays.copyOf(bytes, n), 0, n))
          .isInstanceOf(NeedMore.class);
    }
    var result = ClientHelloDecoder.decode(bytes, 0, bytes.length);
    assertThat(result).isInstanceOf(Decoded.class);
    return ((Decoded) result).hello();
  }

  private static SSLEngine engine() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine("portal.example.com", 443);
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static byte[] firstFlight(SSLEngine engine) throws SSLException {
    var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.beginHandshake();
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static Optional<String> openssl() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
        .map(folder -> new File(folder, "openssl"))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst();
  }

  private static byte[] helloOf(String openssl, String... options) throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var command = new ArrayList<>(List.of(openssl, "s_client", "-connect"));
      command.add("127.0.0.1:" + server.getLocalPort());
      command.addAll(List.of("-servername", "portal.example.com"));
      command.addAll(List.of(options));
      var client =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var connection = server.accept()) {
        return record(connection.getInputStream());
      } finally {
        client.destroy();
      }
    }
  }

  private static byte[] record(InputStream in) throws IOException {
    byte[] header = in.readNBytes(5);
    byte[] fragment = in.readNBytes((header[3] & 0xFF) << 8 | (header[4] & 0xFF));
    return HelloBuilder.concat(header, fragment);
  }
}

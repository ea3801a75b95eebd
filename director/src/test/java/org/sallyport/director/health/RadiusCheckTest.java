package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;

class RadiusCheckTest {
  private static final Secret SECRET = Secret.ofText("a shared secret");

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  /** Answers each datagram with those that the script makes of it. */
  private static final class Server implements AutoCloseable {
    private final DatagramSocket socket;

    Server(Function<RadiusPacket, List<byte[]>> script) throws SocketException {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(script));
    }

    private void serve(Function<RadiusPacket, List<byte[]>> script) {
      var buffer = new DatagramPacket(new byte[4096], 4096);
      try {
        while (true) {
          socket.receive(buffer);
          var bytes = Arrays.copyOf(buffer.getData(), buffer.getLength());
          if (RadiusPacketDecoder.decode(bytes) instanceof Decoded(var request)) {
            for (byte[] reply : script.apply(request)) {
              socket.send(new DatagramPacket(reply, reply.length, buffer.getSocketAddress()));
            }
          }
        }
      } catch (IOException closed) {
        assertThat(socket.isClosed()).isTrue();
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private Finding run(Duration timeout, int port) throws IOException {
    var file = folder.resolve("secret");
    Files.writeString(file, SECRET.revealText());
    return Probe.run(
        Checks.of(Check.RADIUS).timeout(timeout).secret(new SecretSource.File(file)), port);
  }

  private Finding answered(Duration timeout, Function<RadiusPacket, List<byte[]>> script)
      throws IOException {
    try (var server = new Server(script)) {
      return run(timeout, server.port());
    }
  }

  private static byte[] reply(RadiusPacket request, Code code, Secret secret) {
    return RadiusPacketEncoder.reply(request, code, List.of(), secret).toBytes();
  }

  @Test
  void a_member_that_answers_the_signed_question_passes() throws IOException {
    var finding =
        answered(
            LONG,
            request -> {
              boolean signed =
                  request.code() == Code.STATUS_SERVER
                      && request.has(AttributeType.NAS_IDENTIFIER)
                      && MessageAuthenticator.isFirst(request)
                      && MessageAuthenticator.verifyRequest(request, SECRET) == Verification.VALID;
              return signed ? List.of(reply(request, Code.ACCESS_ACCEPT, SECRET)) : List.of();
            });
    assertThat(finding).isEqualTo(new Finding.Passed());
  }

  @Test
  void the_answer_of_an_accounting_port_passes() throws IOException {
    assertThat(answered(LONG, r -> List.of(reply(r, Code.ACCOUNTING_RESPONSE, SECRET))))
        .isEqualTo(new Finding.Passed());
  }

  @Test
  void forgeries_before_the_answer_are_passed_over() throws IOException {
    var noise = new byte[200];
    new Random(1).nextBytes(noise);
    var finding =
        answered(
            LONG,
            request ->
                List.of(
                    noise,
                    new byte[0],
                    reply(request, Code.ACCESS_REJECT, Secret.ofText("another")),
                    reply(request, Code.ACCESS_ACCEPT, SECRET)));
    assertThat(finding).isEqualTo(new Finding.Passed());
  }

  @Test
  void another_secret_fails() throws IOException {
    assertThat(
            answered(
                Duration.ofMillis(500),
                r -> List.of(reply(r, Code.ACCESS_ACCEPT, Secret.ofText("another")))))
        .isEqualTo(
            new Finding.Failed("an answer with a wrong authenticator: the shared secret differs"));
  }

  @Test
  void an_answer_without_a_message_authenticator_fails() throws IOException {
    var finding =
        answered(
            Duration.ofMillis(500),
            request -> {
              // An answer to accounting is signed in its header alone, in the same way.
              var accounting =
                  RadiusPacketEncoder.unsigned(
                      Code.ACCOUNTING_REQUEST,
                      request.identifier(),
                      request.authenticator(),
                      List.of());
              return List.of(reply(accounting, Code.ACCESS_ACCEPT, SECRET));
            });
    assertThat(finding)
        .isEqualTo(
            new Finding.Failed(
                "an answer without a Message-Authenticator (CVE-2024-3596): update the server"));
  }

  @Test
  void a_refusal_fails() throws IOException {
    assertThat(answered(LONG, r -> List.of(reply(r, Code.ACCESS_REJECT, SECRET))))
        .isEqualTo(new Finding.Failed("Status-Server answered with Access-Reject"));
  }

  @Test
  void silence_fails() throws IOException {
    assertThat(answered(Duration.ofMillis(200), _ -> List.of()))
        .isEqualTo(new Finding.Failed("no answer to Status-Server within 200ms"));
  }

  @Test
  void a_closed_port_fails_at_once() throws IOException {
    int port;
    try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(run(LONG, port)).isEqualTo(new Finding.Failed("port unreachable"));
  }

  @Test
  void a_missing_secret_is_told_without_asking() {
    var source = new SecretSource.File(folder.resolve("nothing"));
    assertThat(Probe.run(Checks.of(Check.RADIUS).secret(source), 1))
        .isInstanceOfSatisfying(
            Finding.Failed.class,
            failed -> assertThat(failed.cause()).startsWith("shared secret: "));
  }
}

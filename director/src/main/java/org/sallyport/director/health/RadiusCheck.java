package org.sallyport.director.health;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;

/**
 * Asks Status-Server (RFC 5997) and believes the answer of who knows the secret: the packet's
 * authenticator must follow from ours, and so must its Message-Authenticator, in both directions
 * (CVE-2024-3596). What does not is passed over, as anybody may send it. Safe for one thread at a
 * time.
 */
final class RadiusCheck implements HealthCheck {
  private static final String IDENTIFIER = "sallyport-director";

  private final Duration timeout;
  private final SecretSource source;
  private final SecureRandom random = new SecureRandom();

  /**
   * A check that takes {@code timeout} at most.
   *
   * @param source of the shared secret; read anew for each run
   */
  RadiusCheck(Duration timeout, SecretSource source) {
    this.timeout = timeout;
    this.source = source;
  }

  @Override
  public CheckResult run(InetSocketAddress address) {
    long start = System.nanoTime();
    var finding =
        switch (Secrets.read(source)) {
          case Secrets.Found.Missing(var why) -> new Finding.Failed("shared secret: " + why);
          case Secrets.Found.Value(var secret, _) ->
              ask(address, secret, start + timeout.toNanos());
        };
    return new CheckResult(finding, Duration.ofNanos(System.nanoTime() - start));
  }

  private Finding ask(InetSocketAddress address, Secret secret, long deadline) {
    if (secret.length() == 0) {
      return new Finding.Failed("shared secret: empty");
    }
    try (secret;
        var socket = new DatagramSocket()) {
      // Connected, the system passes on only what comes from there, and that nobody listens.
      socket.connect(address);
      var request = request(secret);
      socket.send(new DatagramPacket(request.toBytes(), request.length()));
      return await(socket, request, secret, deadline);
    } catch (PortUnreachableException _) {
      return new Finding.Failed("port unreachable");
    } catch (IOException e) {
      return new Finding.Failed(Causes.of(e, "answer to Status-Server", timeout));
    }
  }

  private RadiusPacket request(Secret secret) {
    var authenticator = new byte[16];
    random.nextBytes(authenticator);
    return RadiusPacketEncoder.request(
        Code.STATUS_SERVER,
        random.nextInt(256),
        authenticator,
        List.of(Attribute.text(AttributeType.NAS_IDENTIFIER, IDENTIFIER)),
        secret);
  }

  private Finding await(DatagramSocket socket, RadiusPacket request, Secret secret, long deadline)
      throws IOException {
    var buffer = new DatagramPacket(new byte[RadiusPacket.MAX_LENGTH], RadiusPacket.MAX_LENGTH);
    var doubt = "";
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      try {
        socket.setSoTimeout(Math.clamp(left, 1, Integer.MAX_VALUE));
        socket.receive(buffer);
      } catch (SocketTimeoutException e) {
        return new Finding.Failed(
            doubt.isEmpty() ? Causes.of(e, "answer to Status-Server", timeout) : doubt);
      }
      var result = RadiusPacketDecoder.decode(buffer.getData(), 0, buffer.getLength());
      if (result instanceof RadiusPacketResult.Decoded(var reply)
          && reply.identifier() == request.identifier()) {
        doubt = doubtful(reply, request.authenticator(), secret);
        if (doubt.isEmpty()) {
          return judge(reply);
        }
      }
    }
  }

  /** Why the reply is not believed; empty where it is. */
  private static String doubtful(RadiusPacket reply, byte[] authenticator, Secret secret) {
    if (!PacketAuthenticator.verifyReply(reply, authenticator, secret)) {
      return "an answer with a wrong authenticator: the shared secret differs";
    }
    return switch (MessageAuthenticator.verifyReply(reply, authenticator, secret)) {
      case Verification.VALID -> "";
      case Verification.ABSENT ->
          "an answer without a Message-Authenticator (CVE-2024-3596): update the server";
      case Verification.WRONG, Verification.MALFORMED ->
          "an answer with a wrong Message-Authenticator";
    };
  }

  /** RFC 5997 section 4.3: the answer of either port. */
  private static Finding judge(RadiusPacket reply) {
    return reply.code() == Code.ACCESS_ACCEPT || reply.code() == Code.ACCOUNTING_RESPONSE
        ? new Finding.Passed()
        : new Finding.Failed("Status-Server answered with " + reply.code());
  }
}

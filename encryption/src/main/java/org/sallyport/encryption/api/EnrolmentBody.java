package org.sallyport.encryption.api;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.Secret;
import org.sallyport.web.json.Members;

/**
 * A machine that enrols.
 *
 * @param method {@code directory} with user and password, {@code email} with address, {@code code}
 *     with code and maybe address
 * @param publicKey Ed25519, base64url
 * @param device what to call the machine
 */
record EnrolmentBody(
    String method,
    String publicKey,
    String device,
    Optional<String> platform,
    Optional<String> user,
    Optional<String> password,
    Optional<String> code,
    Optional<String> address) {
  /** How a person shows who they are. */
  sealed interface Means {
    /** By a directory's password; the caller closes it. */
    record Password(String user, Secret password) implements Means {}

    /** By a token that is mailed. */
    record Mail(Address address) implements Means {}

    /** By an administrator's code. */
    record Code(String code, Optional<Address> address) implements Means {
      @Override
      public String toString() {
        return "Code[hidden]";
      }
    }
  }

  /** Members of other methods are refused as unknown ones are. */
  static EnrolmentBody read(Members body) {
    var method =
        body.word("method", Set.of("directory", "email", "code"))
            .orElseThrow(() -> body.wrong("method", "it is missing"));
    var publicKey = body.text("publicKey", 44);
    if (DeviceKeys.read(octets(publicKey)).isEmpty()) {
      throw body.wrong("publicKey", "expected an Ed25519 key: 32 octets, base64url");
    }
    boolean directory = method.equals("directory");
    boolean code = method.equals("code");
    return new EnrolmentBody(
        method,
        publicKey,
        body.text("device", 64),
        body.optionalText("platform", 64),
        directory ? Optional.of(body.text("user", 256)) : Optional.empty(),
        directory ? Optional.of(body.text("password", 1024)) : Optional.empty(),
        code ? Optional.of(body.text("code", 64)) : Optional.empty(),
        address(body, method));
  }

  private static Optional<String> address(Members body, String method) {
    var written =
        switch (method) {
          case "email" -> Optional.of(body.text("address", 320));
          case "code" -> body.optionalText("address", 320);
          default -> Optional.<String>empty();
        };
    if (written.isPresent() && Address.of(written.get()).isEmpty()) {
      throw body.wrong("address", "expected a mail address");
    }
    return written;
  }

  private static byte[] octets(String base64) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  Machine machine() {
    return new Machine(octets(publicKey), device, platform.orElse(""));
  }

  Means means() {
    return switch (method) {
      case "directory" ->
          new Means.Password(user.orElseThrow(), Secret.ofText(password.orElseThrow()));
      case "email" -> new Means.Mail(address.flatMap(Address::of).orElseThrow());
      default -> new Means.Code(code.orElseThrow(), address.flatMap(Address::of));
    };
  }

  /** The method alone: the rest is secret, or somebody's. */
  @Override
  public String toString() {
    return "EnrolmentBody[" + method + "]";
  }
}

package org.sallyport.oath;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.kernel.Secret;
import org.w3c.dom.Element;

/**
 * Opens encrypted values of a PSKC file: AES-CBC with a MAC over what is encrypted, checked before
 * it is decrypted (RFC 6030 section 6). CBC without a MAC is refused.
 */
final class PskcCipher {
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int BLOCK = 16;

  private final Secret key;
  private final String mac;
  private final Secret macKey;

  private PskcCipher(Secret key, String mac, Secret macKey) {
    this.key = key;
    this.mac = mac;
    this.macKey = macKey;
  }

  /** The cipher of a container. */
  static PskcCipher of(Element container, PskcKey given) throws PskcException {
    var key = key(container, given);
    var method =
        PskcXml.child(container, "MACMethod")
            .orElseThrow(() -> new PskcException("has no MACMethod, which AES-CBC needs"));
    var mac = algorithm(method);
    var wrapped = PskcXml.child(method, "MACKey");
    // Without a key of its own the MAC has the encryption key (section 6.1.1).
    var macKey = wrapped.isPresent() ? decrypt(cipherValue(wrapped.get()), key) : key;
    return new PskcCipher(key, mac, macKey);
  }

  private static Secret key(Element container, PskcKey given) throws PskcException {
    return switch (given) {
      case PskcKey.None _ ->
          throw new PskcException("is encrypted; a key or a passphrase is needed");
      case PskcKey.PreShared(var key) -> key;
      case PskcKey.Passphrase(var text) -> derive(container, text);
    };
  }

  private static Secret derive(Element container, Secret passphrase) throws PskcException {
    var parameters =
        PskcXml.descendant(container, "EncryptionKey", "PBKDF2-params")
            .orElseThrow(() -> new PskcException("is not encrypted with a passphrase"));
    int iterations = number(parameters, "IterationCount", MOST_ITERATIONS);
    int length = number(parameters, "KeyLength", 32);
    var salt = base64(PskcXml.text(parameters, "Specified").orElse(""));
    var prf = PskcXml.child(parameters, "PRF").map(one -> one.getAttribute("Algorithm")).orElse("");
    if (salt.length < 8) {
      throw new PskcException("has a salt of fewer than 8 octets");
    }
    var text = passphrase.revealText().toCharArray();
    var spec = new PBEKeySpec(text, salt, iterations, 8 * length);
    try {
      var name = prf.endsWith("sha256") ? "PBKDF2WithHmacSHA256" : "PBKDF2WithHmacSHA1";
      return Secret.copyOf(SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks PBKDF2", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(text, '\0');
    }
  }

  private static int number(Element in, String name, int most) throws PskcException {
    var text = PskcXml.text(in, name).orElse("");
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > most) {
      throw new PskcException("has no " + name + " from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  private static String algorithm(Element method) throws PskcException {
    var name = method.getAttribute("Algorithm");
    if (name.endsWith("#hmac-sha1")) {
      return "HmacSHA1";
    }
    if (name.endsWith("#hmac-sha256")) {
      return "HmacSHA256";
    }
    throw new PskcException("has a MAC that is neither hmac-sha1 nor hmac-sha256");
  }

  /** Opens a value: a {@code Secret} or {@code Counter} with its MAC. */
  Secret open(Element value) throws PskcException {
    var encrypted =
        PskcXml.child(value, "EncryptedValue")
            .orElseThrow(() -> new PskcException("has a value without content"));
    var bytes = cipherValue(encrypted);
    var expected =
        base64(
            PskcXml.text(value, "ValueMAC")
                .orElseThrow(() -> new PskcException("has an encrypted value without a MAC")));
    if (!MessageDigest.isEqual(expected, mac(bytes))) {
      throw new PskcException("does not open with this key or passphrase, or was changed");
    }
    return decrypt(bytes, key);
  }

  private byte[] mac(byte[] bytes) {
    try {
      var one = Mac.getInstance(mac);
      one.init(new SecretKeySpec(macKey.reveal(), mac));
      return one.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + mac, e);
    }
  }

  private static byte[] cipherValue(Element encrypted) throws PskcException {
    var method =
        PskcXml.child(encrypted, "EncryptionMethod").map(one -> one.getAttribute("Algorithm"));
    if (method.filter(name -> name.matches(".*#aes(128|192|256)-cbc")).isEmpty()) {
      throw new PskcException("is encrypted with something else than AES-CBC");
    }
    var bytes =
        base64(
            PskcXml.descendant(encrypted, "CipherData", "CipherValue")
                .map(one -> one.getTextContent())
                .orElse(""));
    if (bytes.length < 2 * BLOCK || bytes.length % BLOCK != 0) {
      throw new PskcException("has an encrypted value of a length that AES-CBC does not give");
    }
    return bytes;
  }

  private static Secret decrypt(byte[] bytes, Secret key) throws PskcException {
    if (key.length() != 16 && key.length() != 24 && key.length() != 32) {
      throw new PskcException("needs a key of 16, 24 or 32 octets");
    }
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      var start = new IvParameterSpec(bytes, 0, BLOCK);
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.reveal(), "AES"), start);
      return Secret.copyOf(cipher.doFinal(bytes, BLOCK, bytes.length - BLOCK));
    } catch (GeneralSecurityException wrong) {
      throw new PskcException("does not open with this key or passphrase");
    }
  }

  static byte[] base64(String text) throws PskcException {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException wrong) {
      throw new PskcException("has a value that is not base 64");
    }
  }

  static Optional<Element> encrypted(Element value) {
    return PskcXml.child(value, "EncryptedValue");
  }
}

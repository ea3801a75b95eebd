package org.sallyport.oath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Secret;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads Portable Symmetric Key Containers (RFC 6030) with HOTP and TOTP keys, in clear or encrypted
 * with AES-CBC under a key that was agreed on or a passphrase. Files of strangers: bounded, without
 * document types or entities.
 */
public final class Pskc {
  /** The largest file that is read, in octets. */
  public static final int LARGEST = 16 << 20;

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:keyprov:pskc";
  private static final int MOST_KEYS = 50_000;

  private Pskc() {}

  /** Reads a file. */
  public static Imported read(byte[] document, PskcKey key) {
    if (document.length > LARGEST) {
      return Imported.refused("the file is larger than 16 MiB");
    }
    try {
      return read(PskcXml.read(document), key);
    } catch (SAXParseException wrong) {
      var problem =
          new ImportProblem(Math.max(0, wrong.getLineNumber()), "is not XML as PSKC has it");
      return new Imported(List.of(), List.of(problem));
    } catch (SAXException wrong) {
      return Imported.refused("the file is not XML");
    }
  }

  private static Imported read(Element container, PskcKey key) {
    if (!"KeyContainer".equals(container.getLocalName())
        || !NAMESPACE.equals(container.getNamespaceURI())) {
      return Imported.refused("the file is no KeyContainer of " + NAMESPACE);
    }
    var packages = PskcXml.children(container, "KeyPackage");
    if (packages.isEmpty() || packages.size() > MOST_KEYS) {
      return Imported.refused("the file has no keys, or more than " + MOST_KEYS);
    }
    Optional<PskcCipher> cipher;
    try {
      cipher = cipher(container, key);
    } catch (PskcException wrong) {
      return Imported.refused("the file " + wrong.told());
    }
    var credentials = new ArrayList<ImportedCredential>();
    var problems = new ArrayList<ImportProblem>();
    for (int i = 0; i < packages.size(); i++) {
      try {
        credentials.add(credential(packages.get(i), cipher));
      } catch (PskcException wrong) {
        problems.add(new ImportProblem(0, "key " + (i + 1) + " " + wrong.told()));
      } catch (IllegalArgumentException wrong) {
        problems.add(new ImportProblem(0, "key " + (i + 1) + " has " + wrong.getMessage()));
      }
    }
    return new Imported(credentials, problems);
  }

  private static Optional<PskcCipher> cipher(Element container, PskcKey key) throws PskcException {
    boolean encrypted =
        container.getElementsByTagNameNS(NAMESPACE, "EncryptedValue").getLength() > 0;
    return encrypted ? Optional.of(PskcCipher.of(container, key)) : Optional.empty();
  }

  private static ImportedCredential credential(Element keyPackage, Optional<PskcCipher> cipher)
      throws PskcException {
    var key = required(PskcXml.child(keyPackage, "Key"), "Key");
    refusePolicy(key);
    var kind = kind(key.getAttribute("Algorithm"));
    var data = required(PskcXml.child(key, "Data"), "Data");
    var device = PskcXml.child(keyPackage, "DeviceInfo");
    var serial = device.flatMap(one -> PskcXml.text(one, "SerialNo"));
    var user = device.flatMap(one -> PskcXml.text(one, "UserId"));
    return new ImportedCredential(
        serial.orElse(key.getAttribute("Id")),
        PskcXml.child(key, "UserId").map(one -> one.getTextContent().strip()).or(() -> user),
        PskcXml.child(key, "FriendlyName").map(one -> one.getTextContent().strip()),
        kind,
        form(key),
        (int) Math.min(number(data, "TimeInterval", cipher).orElse(30L), Integer.MAX_VALUE),
        kind == CodeKind.HOTP ? number(data, "Counter", cipher).orElse(0L) : 0,
        seed(required(PskcXml.child(data, "Secret"), "Secret"), cipher));
  }

  private static Element required(Optional<Element> found, String name) throws PskcException {
    return found.orElseThrow(() -> new PskcException("has no " + name + ", or several"));
  }

  /** RFC 6030 section 5: a policy that is not understood forbids everything. */
  private static void refusePolicy(Element key) throws PskcException {
    for (var policy : PskcXml.children(key, "Policy")) {
      for (var node = policy.getFirstChild(); node != null; node = node.getNextSibling()) {
        boolean otp =
            node instanceof Element rule
                && "KeyUsage".equals(rule.getLocalName())
                && "OTP".equals(rule.getTextContent().strip());
        if (node instanceof Element && !otp) {
          throw new PskcException("has a Policy beyond its usage for OTP, which would not be kept");
        }
      }
    }
  }

  private static CodeKind kind(String algorithm) throws PskcException {
    return switch (algorithm) {
      case NAMESPACE + ":hotp" -> CodeKind.HOTP;
      case NAMESPACE + ":totp" -> CodeKind.TOTP;
      default -> throw new PskcException("is for an algorithm other than hotp and totp");
    };
  }

  private static CodeForm form(Element key) throws PskcException {
    var parameters = PskcXml.child(key, "AlgorithmParameters");
    var response = parameters.flatMap(one -> PskcXml.child(one, "ResponseFormat"));
    if (response.filter(one -> !one.getAttribute("Encoding").equals("DECIMAL")).isPresent()) {
      throw new PskcException("makes codes that are not decimal");
    }
    var digits = response.map(one -> one.getAttribute("Length")).orElse("6");
    var suite = parameters.flatMap(one -> PskcXml.text(one, "Suite")).orElse("SHA1");
    var algorithm =
        HashAlgorithm.named(suite)
            .orElseThrow(() -> new PskcException("has a Suite that is not SHA-1, -256 or -512"));
    if (!digits.matches("[0-9]")) {
      throw new PskcException("makes codes of a length that is no number of 6 to 8");
    }
    return new CodeForm(algorithm, Integer.parseInt(digits));
  }

  private static Optional<Long> number(Element data, String name, Optional<PskcCipher> cipher)
      throws PskcException {
    var value = PskcXml.child(data, name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var text =
        PskcCipher.encrypted(value.get()).isPresent()
            ? required(cipher).open(value.get()).revealText()
            : PskcXml.text(value.get(), "PlainValue").orElse("");
    if (!text.matches("[0-9]{1,15}")) {
      throw new PskcException("has a " + name + " that is no number");
    }
    return Optional.of(Long.parseLong(text));
  }

  private static Secret seed(Element secret, Optional<PskcCipher> cipher) throws PskcException {
    if (PskcCipher.encrypted(secret).isPresent()) {
      return required(cipher).open(secret);
    }
    var plain = PskcXml.text(secret, "PlainValue");
    var bytes =
        PskcCipher.base64(plain.orElseThrow(() -> new PskcException("has an empty Secret")));
    return Secret.copyOf(bytes);
  }

  private static PskcCipher required(Optional<PskcCipher> cipher) throws PskcException {
    return cipher.orElseThrow(() -> new PskcException("is encrypted"));
  }
}

package org.sallyport.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds certificates (RFC 5280). The only class that sees Bouncy Castle. */
final class Certificates {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Clocks of peers may be behind ours by this much before a new certificate fails there. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private Certificates() {}

  /** The contents of a certificate, apart from its key and its issuer. */
  record Template(
      X500Principal subject,
      Instant from,
      Instant until,
      BasicConstraints constraints,
      int keyUsage,
      List<KeyPurposeId> purposes,
      List<GeneralName> names) {

    static Template authority(String name, Instant from, Instant until, boolean root) {
      return new Template(
          subjectOf(name),
          from,
          until,
          root ? new BasicConstraints(true) : new BasicConstraints(0),
          KeyUsage.keyCertSign | KeyUsage.cRLSign,
          List.of(),
          List.of());
    }

    static Template leaf(Request request, Instant from, Instant until) {
      int encipher = request.key() == KeyKind.ECDSA_P256 ? 0 : KeyUsage.keyEncipherment;
      return new Template(
          subjectOf(request.commonName()),
          from,
          until,
          new BasicConstraints(false),
          KeyUsage.digitalSignature | encipher,
          List.of(
              switch (request.use()) {
                case SERVER -> KeyPurposeId.id_kp_serverAuth;
                case CLIENT -> KeyPurposeId.id_kp_clientAuth;
              }),
          request.names().stream().map(AlternativeNames::of).toList());
    }
  }

  static X509Certificate selfSigned(Template template, KeyPair pair) {
    return sign(
        template, template.subject(), pair.getPublic(), pair.getPublic(), pair.getPrivate());
  }

  static X509Certificate signed(
      Template template, PublicKey key, X509Certificate issuer, PrivateKey issuerKey) {
    return sign(template, issuer.getSubjectX500Principal(), key, issuer.getPublicKey(), issuerKey);
  }

  private static X509Certificate sign(
      Template template,
      X500Principal issuer,
      PublicKey key,
      PublicKey issuerKey,
      PrivateKey signingKey) {
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial(),
            Date.from(template.from().minus(BACKDATED)),
            Date.from(template.until()),
            template.subject(),
            key);
    try {
      extend(builder, template, key, issuerKey);
      var signer = new JcaContentSignerBuilder(KeyKind.signatureOf(signingKey)).build(signingKey);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate with our own contents encodes", e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, Template template, PublicKey key, PublicKey issuerKey)
      throws CertIOException, GeneralSecurityException {
    var identifiers = new JcaX509ExtensionUtils();
    builder
        .addExtension(Extension.basicConstraints, true, template.constraints())
        .addExtension(Extension.keyUsage, true, new KeyUsage(template.keyUsage()))
        .addExtension(
            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            identifiers.createAuthorityKeyIdentifier(issuerKey));
    if (!template.purposes().isEmpty()) {
      var purposes = template.purposes().toArray(KeyPurposeId[]::new);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
    if (!template.names().isEmpty()) {
      var names = template.names().toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }

  /** A positive number of at most 20 octets that nobody can guess (RFC 5280 section 4.1.2.2). */
  private static BigInteger serial() {
    return new BigInteger(127, RANDOM).setBit(126);
  }

  private static X500Principal subjectOf(String commonName) {
    var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    try {
      return new X500Principal(name.getEncoded());
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a common name encodes", e);
    }
  }
}

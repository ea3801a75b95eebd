package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPSignature;

/** Signatures of one message whose content passes by, announced before it or behind it. */
final class ContentChecks {
  private final SignatureCheck check;
  private final List<Running> running = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<PGPSignature> seen = new ArrayList<>();

  ContentChecks(SignatureCheck check) {
    this.check = check;
  }

  /** A signature that is being computed. */
  private static final class Running {
    private final Hashing hashing;
    private final boolean text;
    private final CanonicalText canonical = new CanonicalText();

    Running(Hashing hashing, boolean text) {
      this.hashing = hashing;
      this.text = text;
    }

    void update(byte[] octets, int from, int length) {
      if (text) {
        var line = canonical.next(octets, from, length);
        hashing.update(line, 0, line.length);
      } else {
        hashing.update(octets, from, length);
      }
    }
  }

  /** Takes octets into a hash. */
  private interface Hashing {
    void update(byte[] octets, int from, int length);
  }

  /** A signature is announced; it comes behind the content. Returns its place. */
  Announced announce(PGPOnePassSignature onePass) {
    var signatory = check.find(List.of(onePass.getKeyIdentifier())).filter(by -> init(onePass, by));
    if (signatory.isPresent()) {
      running.add(new Running(onePass::update, isText(onePass.getSignatureType())));
    }
    return new Announced(onePass, signatory);
  }

  /**
   * What was announced.
   *
   * @param onePass its announcement
   * @param signatory who is to have signed
   */
  record Announced(PGPOnePassSignature onePass, Optional<SignatureCheck.Signatory> signatory) {}

  private static boolean init(PGPOnePassSignature onePass, SignatureCheck.Signatory by) {
    if (AlgorithmIds.key(by.key()) == Algorithm.UNKNOWN) {
      return false;
    }
    try {
      onePass.init(Bc.VERIFIERS, by.key());
      return true;
    } catch (PGPException | RuntimeException cannotBeVerified) {
      return false;
    }
  }

  /** A signature that stands before its content, or apart from it. Judged at the end. */
  void before(PGPSignature signature, List<Runnable> atTheEnd) {
    seen.add(signature);
    if (!isOfContent(signature.getSignatureType())) {
      verdicts.add(notOfContent(signature));
      return;
    }
    var signatory = check.find(names(signature)).filter(by -> init(signature, by));
    if (signatory.isPresent()) {
      running.add(new Running(signature::update, isText(signature.getSignatureType())));
    }
    atTheEnd.add(() -> verdicts.add(check.judge(signature, signatory)));
  }

  private static List<KeyIdentifier> names(PGPSignature signature) {
    return signature.getKeyIdentifiers();
  }

  private static boolean init(PGPSignature signature, SignatureCheck.Signatory by) {
    if (AlgorithmIds.key(by.key()) == Algorithm.UNKNOWN) {
      return false;
    }
    try {
      signature.init(Bc.VERIFIERS, by.key());
      return true;
    } catch (PGPException | RuntimeException cannotBeVerified) {
      return false;
    }
  }

  void update(byte[] octets, int from, int length) {
    for (var one : running) {
      one.update(octets, from, length);
    }
  }

  /** The signature that was announced has come. */
  void arrived(Announced announced, PGPSignature signature) {
    seen.add(signature);
    var onePass = announced.onePass();
    var keyId = SignatureCheck.keyId(signature);
    if (!isOfContent(signature.getSignatureType())) {
      verdicts.add(notOfContent(signature));
    } else if (onePass.getSignatureType() != signature.getSignatureType()
        || onePass.getHashAlgorithm() != signature.getHashAlgorithm()
        || !signature.hasKeyIdentifier(onePass.getKeyIdentifier())) {
      verdicts.add(new Verdict.Bad(keyId, "it is another one than was announced"));
    } else {
      verdicts.add(check.judge(signature, announced));
    }
  }

  private static Verdict notOfContent(PGPSignature signature) {
    return new Verdict.Bad(
        SignatureCheck.keyId(signature), "it is a signature of keys, not of content");
  }

  private static boolean isOfContent(int type) {
    return type == PGPSignature.BINARY_DOCUMENT || isText(type);
  }

  private static boolean isText(int type) {
    return type == PGPSignature.CANONICAL_TEXT_DOCUMENT;
  }

  /** Every signature, whatever it is worth. */
  List<PGPSignature> seen() {
    return seen;
  }

  List<Verdict> verdicts() {
    return verdicts;
  }
}

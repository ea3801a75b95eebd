package org.sallyport.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;

/** Signatures that several keys make over the same content while it passes. */
final class RunningSignatures {
  private final List<PGPSignatureGenerator> generators = new ArrayList<>();
  private final CanonicalText canonical = new CanonicalText();
  private final boolean text;

  RunningSignatures(List<Signer> signers, boolean text) {
    this.text = text;
    int type = text ? PGPSignature.CANONICAL_TEXT_DOCUMENT : PGPSignature.BINARY_DOCUMENT;
    for (var signer : signers) {
      generators.add(signer.generator(type, _ -> {}));
    }
  }

  boolean isText() {
    return text;
  }

  void update(byte[] octets, int from, int length) {
    var signed = text ? canonical.next(octets, from, length) : octets;
    int start = text ? 0 : from;
    int count = text ? signed.length : length;
    for (var generator : generators) {
      generator.update(signed, start, count);
    }
  }

  /** What announces the signatures before the content (section 5.4), the outermost first. */
  void writeAnnouncements(OutputStream out) throws IOException {
    try {
      for (int i = 0; i < generators.size(); i++) {
        boolean another = i < generators.size() - 1;
        generators.get(i).generateOnePassVersion(another).encode(out);
      }
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  /** The signatures, the innermost first. */
  void writeSignatures(OutputStream out) throws IOException {
    var packets = new BCPGOutputStream(out);
    try {
      for (var generator : generators.reversed()) {
        generator.generate().encode(packets);
      }
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }
}

package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;

/** Reads detached signatures. */
final class Signatures {
  /** The most signatures over one thing; each costs a verification. */
  static final int MOST = 64;

  private Signatures() {}

  static Result<List<PGPSignature>> read(byte[] input) {
    return KeyReader.read(input, PGPSignatureList.class, "signatures")
        .then(
            lists -> {
              var all = new ArrayList<PGPSignature>();
              lists.forEach(list -> list.iterator().forEachRemaining(all::add));
              return all.size() > MOST
                  ? Result.refused(Refusal.Kind.LIMIT, "more than " + MOST + " signatures")
                  : Result.of(all);
            });
  }
}

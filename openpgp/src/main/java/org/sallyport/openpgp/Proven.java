package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * The self-signatures of a certificate that verify, whatever their time and algorithm: the costly
 * part of knowing what a key may do, done once for each certificate.
 *
 * <p>A certificate with more signatures than {@link #MOST} that claim to be its own, or {@linkplain
 * Crowd too many user ids}, proves nothing at all: to look at some would let whoever pads it choose
 * which revocation is not seen.
 */
final class Proven {
  static final int MOST = 500;

  /** Subpackets that are understood here; a critical one that is not voids its signature. */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          SignatureSubpacketTags.CREATION_TIME,
          SignatureSubpacketTags.EXPIRE_TIME,
          SignatureSubpacketTags.EXPORTABLE,
          SignatureSubpacketTags.TRUST_SIG,
          SignatureSubpacketTags.REVOCABLE,
          SignatureSubpacketTags.KEY_EXPIRE_TIME,
          SignatureSubpacketTags.PREFERRED_SYM_ALGS,
          SignatureSubpacketTags.REVOCATION_KEY,
          SignatureSubpacketTags.ISSUER_KEY_ID,
          SignatureSubpacketTags.PREFERRED_HASH_ALGS,
          SignatureSubpacketTags.PREFERRED_COMP_ALGS,
          SignatureSubpacketTags.KEY_SERVER_PREFS,
          SignatureSubpacketTags.PREFERRED_KEY_SERV,
          SignatureSubpacketTags.PRIMARY_USER_ID,
          SignatureSubpacketTags.POLICY_URL,
          SignatureSubpacketTags.KEY_FLAGS,
          SignatureSubpacketTags.SIGNER_USER_ID,
          SignatureSubpacketTags.REVOCATION_REASON,
          SignatureSubpacketTags.FEATURES,
          SignatureSubpacketTags.EMBEDDED_SIGNATURE,
          SignatureSubpacketTags.ISSUER_FINGERPRINT,
          SignatureSubpacketTags.INTENDED_RECIPIENT_FINGERPRINT,
          SignatureSubpacketTags.PREFERRED_AEAD_ALGORITHMS);

  final PGPPublicKey primary;
  final List<PGPSignature> direct = new ArrayList<>();
  final List<PGPSignature> keyRevocations = new ArrayList<>();
  final Map<String, Bindings> userIds = new LinkedHashMap<>();
  final Map<PGPPublicKey, Bindings> subkeys = new LinkedHashMap<>();
  final boolean flooded;
  private final Budget agreements = new Budget();
  private final Map<PGPSignature, Boolean> agreed = Collections.synchronizedMap(new HashMap<>());

  /** What binds something to the primary key, and what unbinds it. */
  record Bindings(List<PGPSignature> bindings, List<PGPSignature> revocations) {
    Bindings() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  Proven(PGPPublicKeyRing ring) {
    primary = ring.getPublicKey();
    flooded = Crowd.in(ring) || claims(ring) > MOST;
    if (!flooded) {
      ownSignatures(primary.getKeySignatures()).forEach(this::takeKeySignature);
      // Copies of a user id share their signatures: once is enough.
      var distinct = new LinkedHashSet<String>();
      primary.getUserIDs().forEachRemaining(distinct::add);
      distinct.forEach(this::takeUserId);
      ring.getPublicKeys().forEachRemaining(this::takeSubkey);
    }
  }

  private static int claims(PGPPublicKeyRing ring) {
    int claims = 0;
    for (var key : ring) {
      for (var all = key.getSignatures(); all.hasNext(); ) {
        if (all.next().hasKeyIdentifier(ring.getPublicKey().getKeyIdentifier())) {
          claims++;
        }
      }
    }
    return claims;
  }

  private List<PGPSignature> ownSignatures(Iterator<PGPSignature> all) {
    var own = new ArrayList<PGPSignature>();
    all.forEachRemaining(
        signature -> {
          if (signature.hasKeyIdentifier(primary.getKeyIdentifier())) {
            own.add(signature);
          }
        });
    return own;
  }

  private void takeKeySignature(PGPSignature signature) {
    var type = signature.getSignatureType();
    if (type != PGPSignature.DIRECT_KEY && type != PGPSignature.KEY_REVOCATION) {
      return;
    }
    if (proves(signature, primary, () -> signature.verifyCertification(primary))) {
      (type == PGPSignature.DIRECT_KEY ? direct : keyRevocations).add(signature);
    }
  }

  private void takeUserId(String userId) {
    var bindings = userIds.computeIfAbsent(userId, _ -> new Bindings());
    var signatures = primary.getSignaturesForID(userId);
    for (var signature : ownSignatures(signatures)) {
      if (proves(signature, primary, () -> signature.verifyCertification(userId, primary))) {
        if (signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION) {
          bindings.revocations.add(signature);
        } else if (PGPSignature.isCertification(signature.getSignatureType())) {
          bindings.bindings.add(signature);
        }
      }
    }
  }

  private void takeSubkey(PGPPublicKey key) {
    if (key.isMasterKey()) {
      return;
    }
    var bindings = new Bindings();
    subkeys.put(key, bindings);
    for (var signature : ownSignatures(key.getSignatures())) {
      if (proves(signature, primary, () -> signature.verifyCertification(primary, key))) {
        if (signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION) {
          bindings.revocations.add(signature);
        } else if (signature.getSignatureType() == PGPSignature.SUBKEY_BINDING) {
          bindings.bindings.add(signature);
        }
      }
    }
  }

  /**
   * Whether a subkey that signs has agreed to be bound (section 10.1.5): otherwise anybody could
   * claim another's signatures by binding that one's key to their own.
   */
  boolean agrees(PGPPublicKey subkey, PGPSignature binding) {
    return agreed.computeIfAbsent(binding, _ -> proveAgreement(subkey, binding));
  }

  private boolean proveAgreement(PGPPublicKey subkey, PGPSignature binding) {
    try {
      for (var part : List.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
        var embedded = part.getEmbeddedSignatures();
        for (int i = 0; i < Math.min(embedded.size(), 4); i++) {
          var signature = embedded.get(i);
          if (signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
              && agreements.allows()
              && proves(signature, subkey, () -> signature.verifyCertification(primary, subkey))) {
            return true;
          }
        }
      }
      return false;
    } catch (PGPException | RuntimeException notReadable) {
      return false;
    }
  }

  /** How many verifications one question may cost; after that nothing more is proven. */
  static final class Budget {
    private final AtomicInteger left = new AtomicInteger(MOST);

    boolean allows() {
      return left.getAndDecrement() > 0;
    }
  }

  /** A check that Bouncy Castle makes. */
  interface Check {
    boolean holds() throws PGPException;
  }

  /** Whether a signature verifies. What cannot be verified proves nothing, whatever the reason. */
  static boolean proves(PGPSignature signature, PGPPublicKey by, Check check) {
    try {
      if (signature.getVersion() < 4
          || AlgorithmIds.key(by) == Algorithm.UNKNOWN
          || !understood(signature)) {
        return false;
      }
      signature.init(Bc.VERIFIERS, by);
      return check.holds();
    } catch (PGPException | RuntimeException cannotBeVerified) {
      return false;
    }
  }

  /** Whether everything critical is understood (section 5.2.3.7). */
  static boolean understood(PGPSignature signature) {
    for (int tag : signature.getHashedSubPackets().getCriticalTags()) {
      if (!UNDERSTOOD.contains(tag)) {
        return false;
      }
    }
    return true;
  }
}

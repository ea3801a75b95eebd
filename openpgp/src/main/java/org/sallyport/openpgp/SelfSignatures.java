package org.sallyport.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/** The signatures with which a primary key says what belongs to it, and until when. */
final class SelfSignatures {
  private final Signer primary;
  private final Instant at;
  private final Optional<Instant> until;

  SelfSignatures(PGPKeyPair primary, Instant at, Optional<Instant> until) {
    this.primary = new Signer(primary, at);
    this.at = at;
    this.until = until;
  }

  PGPSignature direct(int flags) {
    return primary.overKey(
        PGPSignature.DIRECT_KEY, primary.key(), packets -> describe(packets, flags));
  }

  PGPSignature userId(String userId, boolean first, int flags) {
    return primary.overUserId(
        PGPSignature.POSITIVE_CERTIFICATION,
        userId,
        primary.key(),
        packets -> {
          describe(packets, flags);
          if (first) {
            packets.setPrimaryUserID(false, true);
          }
        });
  }

  /** Binds a subkey; one that signs agrees with a signature of its own (section 10.1.5). */
  PGPSignature subkey(PGPPublicKey key, int flags, Optional<PGPKeyPair> agreeing) {
    return primary.overSubkey(
        PGPSignature.SUBKEY_BINDING,
        primary.key(),
        key,
        packets -> {
          packets.setKeyFlags(true, flags);
          expire(packets, key);
          agreeing.ifPresent(pair -> embed(packets, pair));
        });
  }

  private void embed(PGPSignatureSubpacketGenerator packets, PGPKeyPair subkey) {
    var agreement =
        new Signer(subkey, at)
            .overSubkey(
                PGPSignature.PRIMARYKEY_BINDING, primary.key(), subkey.getPublicKey(), _ -> {});
    try {
      packets.addEmbeddedSignature(false, agreement);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(PGPSignatureSubpacketGenerator packets, int flags) {
    packets.setKeyFlags(true, flags);
    Preferences.add(packets, primary.key().getVersion());
    expire(packets, primary.key());
  }

  private void expire(PGPSignatureSubpacketGenerator packets, PGPPublicKey key) {
    until.ifPresent(
        end ->
            packets.setKeyExpirationTime(
                true,
                Math.clamp(
                    end.getEpochSecond() - key.getCreationTime().toInstant().getEpochSecond(),
                    1L,
                    0xffffffffL)));
  }
}

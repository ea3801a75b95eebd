package org.sallyport.encryption.protection;

import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/** In what form somebody gets a message. */
public sealed interface Form {
  /** The word for it in traces. */
  String word();

  /** Whether it is a message to be handed on, which {@link Protection#write} writes. */
  default boolean isMail() {
    return switch (this) {
      case Untouched _, Marked _, Encrypted _, Signed _, Opened _ -> true;
      case WebMail _, Bounced _, Dropped _ -> false;
    };
  }

  /** To the octet as it came. */
  record Untouched() implements Form {
    @Override
    public String word() {
      return "untouched";
    }
  }

  /**
   * As it came but for header fields: those of ours that others have put there are gone.
   *
   * @param fields put on top; may be none
   */
  record Marked(List<AddedField> fields) implements Form {
    /** Copies the list. */
    public Marked {
      fields = List.copyOf(fields);
    }

    @Override
    public String word() {
      return "marked";
    }
  }

  /**
   * As {@code multipart/encrypted}.
   *
   * @param to the keys of its recipients, at least one
   * @param additional keys that read it too: those of the sender's policy, and the sender's own
   * @param signer whose key signs within
   * @param fields put on top first
   */
  record Encrypted(
      List<Certificate> to,
      List<Certificate> additional,
      Optional<Fingerprint> signer,
      List<AddedField> fields)
      implements Form {
    /** Copies the lists. */
    public Encrypted {
      to = List.copyOf(to);
      additional = List.copyOf(additional);
      fields = List.copyOf(fields);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("an encrypted message is for somebody");
      }
    }

    @Override
    public String word() {
      return signer.isPresent() ? "encrypted and signed" : "encrypted";
    }
  }

  /**
   * As {@code multipart/signed}, in clear.
   *
   * @param signer whose key signs
   * @param fields put on top first
   */
  record Signed(Fingerprint signer, List<AddedField> fields) implements Form {
    /** Copies the list. */
    public Signed {
      fields = List.copyOf(fields);
    }

    @Override
    public String word() {
      return "signed";
    }
  }

  /**
   * Decrypted and verified, as far as all of it is protected. What cannot be opened is handed on as
   * it came, and is marked so.
   *
   * @param keys fingerprints of the recipient's keys that the server has; may be none
   * @param signers certificates that signatures are looked up in
   * @param marking how the recipient is told
   * @param fields put on top
   */
  record Opened(
      List<Fingerprint> keys, List<KnownSigner> signers, Marking marking, List<AddedField> fields)
      implements Form {
    /** Copies the lists. */
    public Opened {
      keys = List.copyOf(keys);
      signers = List.copyOf(signers);
      fields = List.copyOf(fields);
    }

    @Override
    public String word() {
      return "opened";
    }
  }

  /**
   * Somebody whose signature may be on a message.
   *
   * @param used where the certificate is from
   */
  record KnownSigner(Certificate certificate, KeyUsed used) {}

  /** Kept here, to be read in a browser. */
  record WebMail() implements Form {
    @Override
    public String word() {
      return "web mail";
    }
  }

  /**
   * Not accepted.
   *
   * @param reason a sentence for the sender
   * @param status RFC 3463; one of class 4 says that it may be tried again
   */
  record Bounced(String reason, String status) implements Form {
    /** Whether the same message may be accepted later. */
    public boolean isTemporary() {
      return status.startsWith("4.");
    }

    @Override
    public String word() {
      return isTemporary() ? "deferred" : "bounced";
    }
  }

  /** Accepted, and given to nobody. */
  record Dropped() implements Form {
    @Override
    public String word() {
      return "dropped";
    }
  }
}

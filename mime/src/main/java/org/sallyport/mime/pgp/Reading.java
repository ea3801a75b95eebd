package org.sallyport.mime.pgp;

import java.io.IOException;
import java.util.List;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Part;
import org.sallyport.openpgp.MessageFacts;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Spool;

/**
 * What OpenPGP had to do with a message. Closing it deletes what was decrypted; until then the
 * message that was read must stay readable.
 */
public sealed interface Reading extends AutoCloseable {
  /** What covers parts of it alone, and was not opened. */
  List<Fragment> fragments();

  @Override
  default void close() throws IOException {}

  /**
   * Neither encrypted nor signed as a whole, whatever parts of it say.
   *
   * @param fragments what covers parts of it
   */
  record Plain(List<Fragment> fragments) implements Reading {
    /** Copies the list. */
    public Plain {
      fragments = List.copyOf(fragments);
    }
  }

  /**
   * All of it was encrypted, and is as its sender made it.
   *
   * @param form how it was put into mail
   * @param content what was decrypted: one part, with its own header
   * @param how how it was encrypted
   * @param signatures of all of the content; whether they count, each says
   * @param fields the header fields of the message, those from inside where they were protected
   * @param fragments of the content, which were not opened
   * @param spool where the content lies
   */
  record Decrypted(
      Form form,
      Message content,
      MessageFacts.Encrypted how,
      List<Signature> signatures,
      ReadFields fields,
      List<Fragment> fragments,
      Spool spool)
      implements Reading {
    /** Copies the lists. */
    public Decrypted {
      signatures = List.copyOf(signatures);
      fragments = List.copyOf(fragments);
    }

    /** Whether a signature counts, and is of who the message says it is from. */
    public boolean isSignedBySender() {
      return signatures.stream().anyMatch(Signature::isOfSender);
    }

    @Override
    public void close() throws IOException {
      spool.close();
    }
  }

  /**
   * All of its body is signed, and nothing stands beside what is.
   *
   * @param form how it was put into mail
   * @param content what was signed; a part of the message, or for {@link Form#INLINE} the text
   *     without its armor, in a message of its own
   * @param part the signed part of it
   * @param signatures at least one; whether they count, each says
   * @param fields the header fields, which are signed only where they are protected
   * @param fragments of the content
   * @param spools where the content lies, if not in the message
   */
  record Signed(
      Form form,
      Message content,
      Part part,
      List<Signature> signatures,
      ReadFields fields,
      List<Fragment> fragments,
      List<Spool> spools)
      implements Reading {
    /** Copies the lists. */
    public Signed {
      signatures = List.copyOf(signatures);
      fragments = List.copyOf(fragments);
      spools = List.copyOf(spools);
    }

    /** Whether a signature counts, and is of who the message says it is from. */
    public boolean isSignedBySender() {
      return signatures.stream().anyMatch(Signature::isOfSender);
    }

    @Override
    public void close() throws IOException {
      for (var spool : spools) {
        spool.close();
      }
    }
  }

  /**
   * It claims to be encrypted or signed as a whole, and is not to be taken for it.
   *
   * @param refusal why
   * @param fragments nothing
   */
  record Refused(Refusal refusal, List<Fragment> fragments) implements Reading {
    /** Copies the list. */
    public Refused {
      fragments = List.copyOf(fragments);
    }

    static Refused because(Refusal.Kind kind, String reason) {
      return new Refused(new Refusal(kind, reason), List.of());
    }
  }

  /** How OpenPGP was put into mail. */
  enum Form {
    /** RFC 3156. */
    MIME,
    /** Armor as the text of the message. */
    INLINE
  }
}

package org.sallyport.mime.pgp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Part;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verdict;

/** Finds what covers parts of a message alone. */
final class Fragments {
  /** Each signature costs a pass over its part, and parts may lie within each other. */
  private static final int MOST_VERIFIED = 8;

  /** So much of a text is looked at. */
  private static final long LOOKED_AT = 1 << 20;

  private final Message message;
  private final Opener opener;
  private final List<Fragment> found = new ArrayList<>();
  private int verified;

  Fragments(Message message, Opener opener) {
    this.message = message;
    this.opener = opener;
  }

  /** Those below a part, itself not counted. */
  List<Fragment> below(Part part) throws IOException {
    for (var child : part.parts()) {
      add(child);
    }
    return found;
  }

  /** Those of a part and below. */
  List<Fragment> of(Part part) throws IOException {
    add(part);
    return found;
  }

  private void add(Part part) throws IOException {
    var kind = kind(part);
    if (kind.isPresent()) {
      found.add(new Fragment(part.path(), kind.get(), verdicts(part, kind.get())));
    }
    if (!part.type().is("multipart/encrypted")) {
      for (var child : part.parts()) {
        add(child);
      }
    }
  }

  private Optional<Fragment.Kind> kind(Part part) throws IOException {
    var name = part.fileName().orElse("").toLowerCase(Locale.ROOT);
    return switch (part.type().full()) {
      case "multipart/encrypted" -> Optional.of(Fragment.Kind.ENCRYPTED_PART);
      case "multipart/signed" -> Optional.of(Fragment.Kind.SIGNED_PART);
      case "application/pgp-signature", "application/pgp-keys" -> Optional.empty();
      case "text/plain", "text/html" -> text(part);
      default ->
          part.parts().isEmpty() && name.matches(".*\\.(asc|pgp|gpg)")
              ? Optional.of(Fragment.Kind.FILE)
              : Optional.empty();
    };
  }

  private Optional<Fragment.Kind> text(Part part) throws IOException {
    return switch (ArmoredText.of(message.content(part), LOOKED_AT)) {
      case NONE -> Optional.empty();
      case ENCRYPTED, ENCRYPTED_WITHIN -> Optional.of(Fragment.Kind.ENCRYPTED_TEXT);
      case SIGNED, SIGNED_WITHIN -> Optional.of(Fragment.Kind.SIGNED_TEXT);
    };
  }

  private List<Verdict> verdicts(Part part, Fragment.Kind kind) throws IOException {
    if (kind != Fragment.Kind.SIGNED_PART
        || verified == MOST_VERIFIED
        || Opener.objection(part).isPresent()) {
      return List.of();
    }
    verified++;
    return switch (opener.verify(message, part)) {
      case Result.Of<List<Verdict>>(var verdicts) -> verdicts;
      case Result.Refused<List<Verdict>> _ -> List.of();
    };
  }
}

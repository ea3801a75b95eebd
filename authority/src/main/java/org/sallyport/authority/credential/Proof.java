package org.sallyport.authority.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeMaker;
import org.sallyport.oath.Match;

/** That somebody holds the device: its codes. */
final class Proof {
  private Proof() {}

  /** Where a new credential stands after its proof; empty when the proof is wrong. */
  static Optional<Keyed> of(
      Keyed start, Secret seed, List<String> codes, Instant now, CodePolicy policy) {
    return switch (codes.size()) {
      case 0 -> Optional.of(start);
      case 1 -> one(start, seed, codes.getFirst(), now, policy);
      default -> {
        var found = consecutive(start, seed, codes.get(0), codes.get(1), now, policy);
        yield found.isPresent() ? Optional.of(at(start, found.getAsLong(), now)) : Optional.empty();
      }
    };
  }

  private static Optional<Keyed> one(
      Keyed start, Secret seed, String code, Instant now, CodePolicy policy) {
    return start.find(seed, code, now, policy) instanceof Match.Fresh(long factor)
        ? Optional.of(at(start, factor, now))
        : Optional.empty();
  }

  /** The second factor of two consecutive codes (RFC 4226 section 7.4); fresh ones only. */
  static OptionalLong consecutive(
      Keyed one, Secret seed, String first, String second, Instant now, CodePolicy policy) {
    var window = one.wide(now, policy);
    var maker = new CodeMaker(seed, one.about().form());
    var found = OptionalLong.empty();
    for (long factor = window.last(); factor >= window.first(); factor--) {
      if (factor > window.lastUsed()
          && same(maker.code(factor), first)
          && same(maker.code(factor + 1), second)) {
        found = OptionalLong.of(factor + 1);
      }
    }
    return found;
  }

  private static boolean same(String made, String given) {
    return Secret.ofText(made).equals(Secret.ofText(given));
  }

  private static Keyed at(Keyed start, long factor, Instant now) {
    var about = start.about();
    var moved =
        new Credential(
            about.id(),
            about.user(),
            about.name(),
            about.kind(),
            about.form(),
            about.period(),
            about.state(),
            start.drift(factor, now),
            Optional.of(now),
            about.created(),
            about.version());
    return new Keyed(moved, start.seed(), factor);
  }
}

package org.sallyport.authority.credential;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.kernel.Secret;

/**
 * Credentials of one user that make the same codes, as a delivery that was imported twice leaves
 * them. A code that one of them has used up is used up, so only the one that has come furthest is
 * judged. None can be added any more; a store may still have some.
 */
final class Twins {
  private Twins() {}

  private record Opened(Keyed one, Secret seed) {
    boolean sameCodes(Keyed other, Secret itsSeed) {
      var a = one.about();
      var b = other.about();
      return a.kind() == b.kind()
          && a.form().equals(b.form())
          && a.period() == b.period()
          && seed.equals(itsSeed);
    }
  }

  /** Of each set of twins the one that has come furthest; the others as they are. */
  static List<Keyed> furthest(Keyring keyring, List<Keyed> all) {
    if (all.size() < 2) {
      return all;
    }
    var kept = new ArrayList<Opened>(all.size());
    var seeds = new ArrayList<Secret>(all.size());
    try {
      for (var one : all) {
        var seed = keyring.open(one);
        seeds.add(seed);
        keep(kept, new Opened(one, seed));
      }
      return kept.stream().map(Opened::one).toList();
    } finally {
      seeds.forEach(Secret::close);
    }
  }

  private static void keep(List<Opened> kept, Opened next) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).sameCodes(next.one, next.seed)) {
        if (kept.get(i).one.lastFactor() < next.one.lastFactor()) {
          kept.set(i, next);
        }
        return;
      }
    }
    kept.add(next);
  }

  /** Whether one of these has that seed, however it makes codes of it. */
  static boolean has(Keyring keyring, List<Keyed> all, Secret seed) {
    boolean found = false;
    for (var one : all) {
      try (var its = keyring.open(one)) {
        found |= its.equals(seed);
      }
    }
    return found;
  }
}

package org.sallyport.client.key;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.client.key.KeyService.Held;
import org.sallyport.client.key.OwnKey.State;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;

/** Takes over what the server has of a person's keys, as far as {@link Arrivals} believes it. */
final class KeyIntake {
  private final OwnKeys keys;
  private final InstantSource clock;

  KeyIntake(OwnKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Takes keys.
   *
   * @param wanted the mode that the policy asks for
   * @param news is told what came, and what was not believed
   */
  void take(List<Held> held, KeyMode wanted, Passphrases passphrases, List<KeyNews> news)
      throws IOException {
    var arrivals = new Arrivals(clock.instant(), wanted);
    keys.change(
        all -> {
          var holder = arrivals.holder(all, held);
          var intruders = holder.map(key -> Arrivals.intruders(all, held, key)).orElseGet(Set::of);
          for (var one : held) {
            var fingerprint = one.certificate().fingerprint();
            int at = OwnKeys.index(all, fingerprint);
            var key =
                at < 0
                    ? new OwnKey(one.certificate(), one.state(), one.mode(), Optional.empty())
                    : all.get(at).with(one.certificate());
            if (intruders.contains(fingerprint)) {
              news.add(new KeyNews.Refused(Arrivals.refusal(fingerprint, holder.orElseThrow())));
              key = key.at(State.superseded);
            } else {
              boolean stays =
                  !intruders.isEmpty() && fingerprint.equals(holder.orElseThrow().fingerprint());
              key = key.at(stays ? State.active : arrivals.state(key, one.state()));
              key = withSecret(key, one.secret(), arrivals, passphrases, news);
              if (at < 0) {
                news.add(new KeyNews.Received(fingerprint, key.mode(), key.secret().isPresent()));
              }
            }
            if (at < 0) {
              all.add(key);
            } else {
              all.set(at, key);
            }
          }
          return true;
        });
  }

  private OwnKey withSecret(
      OwnKey key,
      Optional<Key> given,
      Arrivals arrivals,
      Passphrases passphrases,
      List<KeyNews> news)
      throws IOException {
    if (key.secret().isPresent() || given.isEmpty()) {
      return key;
    }
    var unfit = arrivals.unfit(key, given.get());
    if (unfit.isPresent()) {
      news.add(
          new KeyNews.Refused(
              "the secret that the server gives of key "
                  + key.fingerprint()
                  + " ("
                  + key.mode()
                  + ") is not taken: "
                  + unfit.get()
                  + "; tell your administrator"));
      return key;
    }
    return key.with(locked(given.get(), key.mode(), passphrases));
  }

  /** A key under a passphrase; one that arrives locked keeps its own. */
  private Key locked(Key key, KeyMode mode, Passphrases passphrases) throws IOException {
    if (key.isLocked()) {
      return key;
    }
    var own = mode == KeyMode.SKM ? Optional.<Secret>empty() : passphrases.existing();
    return key.protect(own.isPresent() ? own.get() : keys.protection()).orThrow();
  }
}

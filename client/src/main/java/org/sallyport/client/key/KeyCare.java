package org.sallyport.client.key;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.client.enrolment.Person;
import org.sallyport.client.key.OwnKey.State;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.client.policy.Policy;
import org.sallyport.client.session.Calls;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;

/**
 * Brings the person's keys to what the policy wants. What each mode promises is decided here for
 * this side: the server gets no secret of a CKM key, of a GKM key only locked ones, of an SCKM key
 * only those that decrypt. A key that is made is kept before the server hears of it, so that a
 * crash between leaves one key and not two.
 */
public final class KeyCare {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final OwnKeys keys;
  private final KeyIntake intake;
  private final KeyService service;
  private final InstantSource clock;

  /** Cares for a person's keys. */
  public KeyCare(OwnKeys keys, Calls calls, InstantSource clock) {
    this.keys = keys;
    this.intake = new KeyIntake(keys, clock);
    this.service = new KeyService(calls);
    this.clock = clock;
  }

  /**
   * Fetches what the server has, makes what is missing, renews what ends soon.
   *
   * @return what happened; empty when all is well
   */
  public List<KeyNews> tend(Policy.Keys wanted, Person person, Passphrases passphrases)
      throws IOException, InterruptedException {
    var news = new ArrayList<KeyNews>();
    switch (service.own()) {
      case KeyService.Reply.Not(var why) -> {
        return List.of(why);
      }
      case KeyService.Reply.Unfit(var why) -> {
        return List.of(why);
      }
      case KeyService.Reply.Keys(var held) -> {
        intake.take(held, wanted.mode(), passphrases, news);
        repeat(held, passphrases, news);
      }
    }
    var active = keys.active();
    if (active.isEmpty() || active.get().mode() != wanted.mode()) {
      provide(wanted, person, passphrases, news);
    } else if (active.get().mode() != KeyMode.SKM && endsSoon(active.get(), wanted.renewBefore())) {
      renew(active.get(), wanted, passphrases, news);
    }
    active = keys.active();
    if (active.isPresent() && active.get().secret().isEmpty()) {
      news.add(new KeyNews.Elsewhere(active.get().fingerprint(), active.get().mode()));
    }
    return List.copyOf(news);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Says again what was done here and the server has not heard. */
  private void repeat(List<KeyService.Held> held, Passphrases passphrases, List<KeyNews> news)
      throws IOException, InterruptedException {
    var now = clock.instant();
    for (var one : held) {
      var known =
          keys.find(one.certificate().fingerprint())
              .filter(key -> key.mode() != KeyMode.SKM && key.secret().isPresent());
      if (known.isEmpty()) {
        continue;
      }
      var key = known.get();
      if (key.certificate().isRevoked(now, ALGORITHMS)) {
        if (!one.certificate().isRevoked(now, ALGORITHMS)) {
          news.add(
              service
                  .revoke(key.fingerprint(), Optional.of(key.certificate()))
                  .orElse(new KeyNews.Revoked(key.fingerprint())));
        }
      } else if (key.state() == State.active && endsLater(key.certificate(), one.certificate())) {
        news.add(giveRenewed(key, passphrases));
      }
    }
  }

  private boolean endsLater(Certificate here, Certificate there) {
    var former = there.listing(clock.instant(), ALGORITHMS).until();
    var until = here.listing(clock.instant(), ALGORITHMS).until();
    return former.isPresent() && (until.isEmpty() || until.get().isAfter(former.get()));
  }

  private KeyNews giveRenewed(OwnKey key, Passphrases passphrases)
      throws IOException, InterruptedException {
    return switch (share(key, passphrases.existing())) {
      case Result.Refused<Optional<Key>>(var refusal) ->
          new KeyNews.NeedsPassphrase("a renewed key waits to be given: " + refusal.reason());
      case Result.Of<Optional<Key>>(var secret) ->
          switch (service.give(key.mode(), key.certificate(), secret)) {
            case KeyService.Reply.Not(var why) -> why;
            case KeyService.Reply.Unfit(var why) -> why;
            case KeyService.Reply.Keys _ ->
                new KeyNews.Renewed(
                    key.fingerprint(),
                    key.certificate().listing(clock.instant(), ALGORITHMS).until());
          };
    };
  }

  /** Makes the key that the policy wants, or lets the server make it. */
  private void provide(
      Policy.Keys wanted, Person person, Passphrases passphrases, List<KeyNews> news)
      throws IOException, InterruptedException {
    if (wanted.mode() == KeyMode.SKM) {
      switch (service.ask(KeyMode.SKM)) {
        case KeyService.Reply.Not(var why) -> news.add(why);
        case KeyService.Reply.Unfit(var why) -> news.add(why);
        case KeyService.Reply.Keys _ -> {
          switch (service.own()) {
            case KeyService.Reply.Not(var why) -> news.add(why);
            case KeyService.Reply.Unfit(var why) -> news.add(why);
            case KeyService.Reply.Keys(var held) ->
                intake.take(held, wanted.mode(), passphrases, news);
          }
        }
      }
      return;
    }
    var pending =
        keys.all().stream()
            .filter(key -> key.state() == State.pending && key.mode() == wanted.mode())
            .findFirst();
    if (pending.isPresent()) {
      upload(pending.get(), passphrases.existing(), news);
      return;
    }
    var passphrase = passphrases.fresh();
    if (passphrase.isEmpty()) {
      news.add(new KeyNews.NeedsPassphrase("a key of mode " + wanted.mode() + " is to be made"));
      return;
    }
    upload(make(wanted, person, passphrase.get()), passphrase, news);
  }

  private OwnKey make(Policy.Keys wanted, Person person, Secret passphrase) throws IOException {
    var open =
        Key.generate(
            new KeyRequest(wanted.profile(), List.of(person.userId()), wanted.valid(), now()));
    var made =
        new OwnKey(
            open.certificate(),
            State.pending,
            wanted.mode(),
            Optional.of(open.protect(passphrase).orThrow()));
    keys.change(all -> all.add(made));
    return made;
  }

  /** Gives the server what the mode gives it. */
  private void upload(OwnKey key, Optional<Secret> passphrase, List<KeyNews> news)
      throws IOException, InterruptedException {
    var share = share(key, passphrase);
    if (share instanceof Result.Refused<Optional<Key>>(var refusal)) {
      news.add(new KeyNews.NeedsPassphrase("a key waits to be uploaded: " + refusal.reason()));
      return;
    }
    switch (service.give(key.mode(), key.certificate(), share.orThrow())) {
      case KeyService.Reply.Not(var why) -> news.add(why);
      case KeyService.Reply.Unfit(var why) -> {
        drop(key.fingerprint());
        news.add(why);
      }
      case KeyService.Reply.Keys(var given) -> {
        settle(key, given);
        news.add(new KeyNews.Made(key.fingerprint(), key.mode()));
      }
    }
  }

  /** Forgets a key that no server takes, so that another one is made; nobody ever had it. */
  private void drop(Fingerprint fingerprint) throws IOException {
    keys.change(
        all ->
            all.removeIf(
                key -> key.state() == State.pending && key.fingerprint().equals(fingerprint)));
  }

  /** What the server gets of the secrets: the promise of the mode. */
  private Result<Optional<Key>> share(OwnKey key, Optional<Secret> passphrase) throws IOException {
    return switch (key.mode()) {
      case SKM, CKM -> Result.of(Optional.empty());
      case GKM -> Result.of(key.secret());
      case SCKM ->
          open(key, passphrase)
              .then(open -> open.onlyWithSecretsFor(KeyUse.ENCRYPT, clock.instant(), ALGORITHMS))
              .map(Optional::of);
    };
  }

  private Result<Key> open(OwnKey key, Optional<Secret> passphrase) throws IOException {
    var open = keys.unlock(List.of(key), passphrase).open();
    return open.isEmpty()
        ? Result.refused(
            Refusal.Kind.LOCKED,
            "the passphrase of key " + key.fingerprint() + " is needed, or the one given is wrong")
        : Result.of(open.getFirst());
  }

  private void settle(OwnKey key, List<KeyService.Held> given) throws IOException {
    keys.change(
        all -> {
          all.replaceAll(one -> settled(one, key, given));
          return true;
        });
  }

  private static OwnKey settled(OwnKey one, OwnKey key, List<KeyService.Held> given) {
    if (!one.fingerprint().equals(key.fingerprint())) {
      return one.state() == State.active ? one.at(State.superseded) : one;
    }
    var next = one.at(State.active);
    for (var held : given) {
      next = next.with(held.certificate());
    }
    return next;
  }

  /** What waits for the person's passphrase; empty when nothing does. Asks no server. */
  public Optional<String> waiting(Policy.Keys wanted) throws IOException {
    if (wanted.mode() == KeyMode.SKM) {
      return Optional.empty();
    }
    var active = keys.active().filter(key -> key.mode() == wanted.mode());
    if (active.isEmpty()) {
      return Optional.of(
          keys.all().stream().anyMatch(key -> key.state() == State.pending)
              ? "a key of mode " + wanted.mode() + " waits to be uploaded"
              : "a key of mode " + wanted.mode() + " is to be made");
    }
    return active
        .filter(key -> key.secret().isPresent() && endsSoon(key, wanted.renewBefore()))
        .map(key -> "key " + key.fingerprint() + " is to be renewed");
  }

  private boolean endsSoon(OwnKey key, Duration before) {
    return key.certificate()
        .listing(clock.instant(), ALGORITHMS)
        .until()
        .filter(until -> !until.minus(before).isAfter(clock.instant()))
        .isPresent();
  }

  /** Renews the active key now, whenever it ends. */
  public List<KeyNews> renew(Policy.Keys wanted, Passphrases passphrases)
      throws IOException, InterruptedException {
    var active = keys.active();
    if (active.isEmpty()) {
      return List.of(new KeyNews.Refused("there is no active key; run 'sallyport client sync'"));
    }
    if (active.get().mode() == KeyMode.SKM) {
      return List.of(
          new KeyNews.Refused(
              "the server renews keys of mode SKM; 'sallyport client sync' fetches them"));
    }
    var news = new ArrayList<KeyNews>();
    renew(active.get(), wanted, passphrases, news);
    return List.copyOf(news);
  }

  private void renew(OwnKey key, Policy.Keys wanted, Passphrases passphrases, List<KeyNews> news)
      throws IOException, InterruptedException {
    if (key.secret().isEmpty()) {
      return;
    }
    var until = wanted.valid().map(now()::plus);
    switch (open(key, passphrases.existing())
        .then(open -> open.expiring(until, now(), ALGORITHMS))) {
      case Result.Refused<Key>(var refusal) ->
          news.add(
              new KeyNews.NeedsPassphrase(
                  "key " + key.fingerprint() + " is to be renewed: " + refusal.reason()));
      case Result.Of<Key>(var renewed) -> {
        var next = keepCertificate(key, renewed.certificate(), Optional.empty());
        news.add(giveRenewed(next, passphrases));
      }
    }
  }

  /** Adds to what is stored: another process may have stored something meanwhile. */
  private OwnKey keepCertificate(OwnKey key, Certificate newer, Optional<State> state)
      throws IOException {
    return keys.change(
        all -> {
          int at = OwnKeys.index(all, key.fingerprint());
          if (at < 0) {
            return key.with(newer);
          }
          var stored = all.get(at).with(newer);
          all.set(at, stored.at(state.orElse(stored.state())));
          return all.get(at);
        });
  }

  /** Revokes a key: the server's own, or one whose secret is here. */
  public List<KeyNews> revoke(Fingerprint fingerprint, Revocation why, Passphrases passphrases)
      throws IOException, InterruptedException {
    var key = keys.find(fingerprint);
    if (key.isEmpty()) {
      return List.of(new KeyNews.Refused("this machine has no key " + fingerprint));
    }
    Optional<Certificate> certificate = Optional.empty();
    if (key.get().mode() != KeyMode.SKM) {
      switch (open(key.get(), passphrases.existing())
          .then(open -> open.revoked(why, now(), ALGORITHMS))) {
        case Result.Refused<Key>(var refusal) -> {
          return List.of(new KeyNews.NeedsPassphrase(refusal.reason()));
        }
        case Result.Of<Key>(var revoked) -> {
          certificate = Optional.of(revoked.certificate());
          keepCertificate(key.get(), revoked.certificate(), Optional.of(State.revoked));
        }
      }
    }
    var not = service.revoke(fingerprint, certificate);
    return List.of(not.orElse(new KeyNews.Revoked(fingerprint)));
  }
}

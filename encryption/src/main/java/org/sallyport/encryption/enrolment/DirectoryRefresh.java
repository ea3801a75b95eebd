package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.identity.UserStores;
import org.sallyport.net.tls.Loaded;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory again about people who have enrolled by it, a few at a time: names, addresses
 * and attributes follow it, and with them groups. Whom it does not have any longer is marked and
 * loses nothing, since a directory that was set up anew, or a name that was changed, looks the
 * same. Nodes share the work. {@link #round} is called by one thread at a time.
 */
public final class DirectoryRefresh implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryRefresh.class);
  private static final String ACTOR = "directory";

  /** How many one round asks about at most, and for how long. */
  private static final int AT_ONCE = 300;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final UserStores stores;
  private final DirectoryPerson people;
  private final Domain domain;
  private final Duration every;
  private final InstantSource clock;

  private DirectoryRefresh(
      UserStores stores,
      DirectoryPerson people,
      Domain domain,
      Duration every,
      InstantSource clock) {
    this.stores = stores;
    this.people = people;
    this.domain = domain;
    this.every = every;
    this.clock = clock;
  }

  /** Reads the files that the settings name, and begins to try the servers. Blocks. */
  public static Loaded<DirectoryRefresh> open(
      DirectorySettings settings, ManagedDomains domains, Domain domain, InstantSource clock) {
    return UserStores.open(Map.of("directory", settings.byName()), clock)
        .then(
            stores -> {
              stores.start();
              return Loaded.ready(
                  new DirectoryRefresh(
                      stores,
                      new DirectoryPerson(settings, domains),
                      domain,
                      settings.refresh(),
                      clock));
            });
  }

  /** Asks about those who are due. Blocks for half a minute at most; does nothing while locked. */
  public void round() {
    if (!domain.vault().isOpen()) {
      return;
    }
    long end = System.nanoTime() + LONGEST.toNanos();
    var before = clock.instant().minus(every);
    for (var one : domain.store().read(in -> domain.consumers().stale(in, before, AT_ONCE))) {
      if (System.nanoTime() - end > 0 || !refreshed(one, before)) {
        return;
      }
    }
  }

  /** False where the directory cannot be asked now. */
  private boolean refreshed(Consumer one, Instant before) {
    var now = clock.instant();
    if (!domain.store().<Boolean>write(in -> domain.consumers().claim(in, one.id(), before, now))) {
      return true; // another node does
    }
    var name = one.directoryName().orElseThrow();
    return switch (stores.find(name)) {
      case Identified.Unavailable(var cause) -> {
        LOG.atWarn().addKeyValue("cause", cause).log("directory-not-read");
        domain
            .store()
            .<Boolean>write(
                in -> domain.consumers().claim(in, one.id(), now.plusMillis(1), Instant.EPOCH));
        yield false;
      }
      case Identified.Refused(var reason) -> notFollowed(one, reason);
      case Identified.Unknown _ -> mark(one, Optional.of(now));
      case Identified.Accepted(var person) when !person.userName().text().equalsIgnoreCase(name) ->
          notFollowed(one, "the directory has that name for another person");
      case Identified.Accepted(var person) -> found(one, person);
    };
  }

  private static boolean notFollowed(Consumer one, String reason) {
    LOG.atWarn()
        .addKeyValue("address", one.address())
        .addKeyValue("reason", reason)
        .log("directory-not-followed");
    return true;
  }

  private boolean mark(Consumer one, Optional<Instant> gone) {
    if (one.gone().isPresent() != gone.isPresent()) {
      domain.store().write(in -> domain.consumers().gone(in, ACTOR, one.id(), gone));
    }
    return true;
  }

  private boolean found(Consumer one, Person person) {
    mark(one, Optional.empty());
    return switch (people.known(person)) {
      case DirectoryAnswer.Known(var who) -> follow(one, who);
      case DirectoryAnswer.Refused(var reason) -> notFollowed(one, reason);
      case DirectoryAnswer.TooMany _, DirectoryAnswer.Unavailable _ ->
          throw new IllegalStateException("nobody was asked");
    };
  }

  private boolean follow(Consumer one, NewConsumer who) {
    var before = group(one);
    var after = domain.store().write(in -> following(in, one, who)).map(this::group);
    if (after.isPresent() && !after.get().equals(before)) {
      domain
          .store()
          .write(
              in -> {
                var detail = "from " + before + " to " + after.get();
                domain.audit().record(in, ACTOR, "group-changed", one.address().text(), detail);
                return true;
              });
    }
    return true;
  }

  /** An administrator may have given them another name meanwhile. */
  private Optional<Consumer> following(Transaction in, Consumer one, NewConsumer who) {
    return domain
        .consumers()
        .find(in, one.id())
        .filter(now -> now.directoryName().equals(one.directoryName()))
        .map(_ -> domain.consumers().admit(in, ACTOR, who));
  }

  private String group(Consumer one) {
    return domain.policyDocuments().choice(one).group().name();
  }

  @Override
  public void close() {
    stores.close();
  }
}

package org.sallyport.encryption.enrolment;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.identity.Identified;
import org.sallyport.identity.ServerStatus;
import org.sallyport.identity.UserStores;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.Loaded;
import org.sallyport.store.Store;

/**
 * The directory as enrolments ask it: by name and password, and never more often than it can take.
 * Any virtual thread; {@link #ask} blocks within the limits of the settings.
 */
public final class EnrolmentDirectory implements AutoCloseable {
  private final UserStores stores;
  private final DirectoryPerson people;
  private final PasswordGuesses guesses;

  private EnrolmentDirectory(UserStores stores, DirectoryPerson people, PasswordGuesses guesses) {
    this.stores = stores;
    this.people = people;
    this.guesses = guesses;
  }

  /** Reads the files that the settings name, and begins to try the servers. Blocks. */
  public static Loaded<EnrolmentDirectory> open(
      DirectorySettings settings, ManagedDomains domains, Store store, InstantSource clock) {
    return UserStores.open(Map.of("directory", settings.store()), clock)
        .then(
            stores -> {
              stores.start();
              return Loaded.ready(
                  new EnrolmentDirectory(
                      stores,
                      new DirectoryPerson(settings, domains),
                      new PasswordGuesses(
                          store, settings.guesses(), settings.guessesEach(), clock)));
            });
  }

  /**
   * Who that is, if the password is right.
   *
   * @throws org.sallyport.store.StoreException when tries cannot be counted; nothing is asked then
   */
  public DirectoryAnswer ask(String user, Secret password) {
    var found = stores.find(user);
    return switch (found) {
      case Identified.Unavailable(var cause) -> new DirectoryAnswer.Unavailable(cause);
      case Identified.Refused(var reason) -> counted(typed(user), reason);
      case Identified.Unknown _ -> counted(typed(user), "the directory knows nobody of that name");
      case Identified.Accepted(var person) ->
          checked("person " + person.userName().text().toLowerCase(Locale.ROOT), user, password);
    };
  }

  /** A person is counted as one, however their name is typed. */
  private static String typed(String user) {
    return "typed " + user.strip().toLowerCase(Locale.ROOT);
  }

  /** Names that nobody has are slowed like others, so that the slowing tells nothing. */
  private DirectoryAnswer counted(String name, String reason) {
    return guesses
        .take(name)
        .<DirectoryAnswer>map(DirectoryAnswer.TooMany::new)
        .orElseGet(() -> new DirectoryAnswer.Refused(reason));
  }

  private DirectoryAnswer checked(String name, String user, Secret password) {
    var pause = guesses.take(name);
    if (pause.isPresent()) {
      return new DirectoryAnswer.TooMany(pause.get());
    }
    return switch (stores.check(user, password)) {
      case Identified.Accepted(var person) -> {
        guesses.giveBack(name);
        yield people.enrolling(person);
      }
      case Identified.Refused(var reason) -> new DirectoryAnswer.Refused(reason);
      case Identified.Unknown _ -> new DirectoryAnswer.Refused("the person has just gone");
      case Identified.Unavailable(var cause) -> new DirectoryAnswer.Unavailable(cause);
    };
  }

  /** How its servers do. */
  public List<ServerStatus> status() {
    return stores.status();
  }

  @Override
  public void close() {
    stores.close();
  }
}

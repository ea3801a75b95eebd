package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;
import org.sallyport.identity.LdapConnectionSettings;
import org.sallyport.identity.UserStoreSettings;

/** The {@code directory} section. */
@Doc("The directory whose people enrol with their password, and what to fetch of them.")
public record DirectorySettings(
    @Doc("Servers that hold the same people, in order; the first that is alive is asked.")
        List<LdapConnectionSettings> connections,
    @Doc("Searches are made under this DN. Absent: anonymously.") Optional<String> bindDn,
    @Doc("The password of bind-dn, as file:PATH or env:NAME.") Optional<SecretSource> password,
    @Doc("Where people are looked for, and below.") String baseDn,
    @Doc("The search filter; each %s becomes the user name as typed, escaped (RFC 4515).")
        @Default("\"(&(objectClass=person)(uid=%s))\"")
        String filter,
    @Doc("The attribute that names a person once, however they were found.") @Default("uid")
        String userName,
    @Doc(
            "The attribute with a person's mail addresses: those of managed domains are theirs,"
                + " except what another person has already.")
        @Default("mail")
        String mail,
    @Doc("The attribute with a person's name, as keys show it.") @Default("cn") String displayName,
    @Doc("Further attributes that the rules of groups look at.") @Default("[]")
        List<String> attributes,
    @Doc("How many wrong passwords a person has to begin with.")
        @Default("3")
        @Range(min = 1, max = 100)
        int guesses,
    @Doc(
            "How long until one more is granted. Choose it so that the directory itself locks"
                + " nobody out because of enrolments.")
        @Default("10m")
        @Within(min = "1s", max = "1d")
        Duration guessesEach,
    @Doc("How long a connection may take to come about, TLS included.")
        @Default("2s")
        @Within(min = "10ms", max = "1m")
        Duration connectTimeout,
    @Doc("How long an answer may take.") @Default("3s") @Within(min = "10ms", max = "1m")
        Duration answerTimeout,
    @Doc("Connections to one server for searches; as many more for binds.")
        @Default("4")
        @Range(min = 1, max = 512)
        int poolSize,
    @Doc("How old a connection to a server becomes before it is made anew.")
        @Default("10m")
        @Within(min = "1s", max = "1d")
        Duration longest,
    @Doc("How often a server that has failed is tried, and one that has not is asked if it lives.")
        @Default("2s")
        @Within(min = "50ms", max = "1h")
        Duration recovery,
    @Doc(
            "How old what is known of a person becomes before the directory is asked again; a few a"
                + " second are asked about at most.")
        @Default("1h")
        @Within(min = "1m", max = "30d")
        Duration refresh)
    implements Checked {

  @Override
  public void check(Findings findings) {
    store().check(findings);
  }

  /** As the directory is asked. */
  UserStoreSettings store() {
    return store(filter, poolSize);
  }

  /** As it is asked about people by the name that it has for them, one at a time. */
  UserStoreSettings byName() {
    var name = "(" + userName + "=%s)";
    boolean asked = filter.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    return store(asked ? filter : name, 1);
  }

  private UserStoreSettings store(String filter, int poolSize) {
    return new UserStoreSettings(
        connections,
        bindDn,
        password,
        baseDn,
        filter,
        userName,
        fetched(),
        Optional.empty(),
        connectTimeout,
        answerTimeout,
        poolSize,
        longest,
        recovery);
  }

  /** Those that the rules of groups look at come first, as the settings number them. */
  private List<String> fetched() {
    var all = new LinkedHashSet<>(attributes);
    all.add(mail);
    all.add(displayName);
    return new ArrayList<>(all);
  }
}

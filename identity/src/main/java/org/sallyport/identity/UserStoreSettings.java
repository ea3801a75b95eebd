package org.sallyport.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Within;

/** One entry of {@code user-stores}. */
@Doc("A directory that knows people: how to find them there, and what to fetch of them.")
public record UserStoreSettings(
    @Doc("Servers that hold the same people, in order; the first that is alive is asked.")
        List<LdapConnectionSettings> connections,
    @Doc("Searches are made under this DN. Absent: anonymously.") Optional<String> bindDn,
    @Doc("The password of bind-dn, as file:PATH or env:NAME.") Optional<SecretSource> password,
    @Doc("Where people are looked for, and below.") String baseDn,
    @Doc("The search filter; each %s becomes the user name as typed, escaped (RFC 4515).")
        @Default("\"(&(objectClass=person)(uid=%s))\"")
        String filter,
    @Doc("The attribute with the name that the authority knows the person by.") @Default("uid")
        String userName,
    @Doc("Attributes to fetch for RADIUS replies.") @Default("[]") List<String> attributes,
    @Doc("The attribute that lists a person's groups. Absent: none is fetched.")
        Optional<String> groups,
    @Doc("How long a connection may take to come about, TLS included.")
        @Default("2s")
        @Within(min = "10ms", max = "1m")
        Duration connectTimeout,
    @Doc("How long an answer may take.") @Default("3s") @Within(min = "10ms", max = "1m")
        Duration answerTimeout,
    @Doc("Connections to one server for searches; as many more for binds.")
        @Default("16")
        @Range(min = 1, max = 512)
        int poolSize,
    @Doc("How old a connection to a server becomes before it is made anew.")
        @Default("10m")
        @Within(min = "1s", max = "1d")
        Duration longest,
    @Doc("How often a server that has failed is tried, and one that has not is asked if it lives.")
        @Default("2s")
        @Within(min = "50ms", max = "1h")
        Duration recovery)
    implements Checked {

  @Override
  public void check(Findings findings) {
    UserStoreRules.check(this, findings);
  }
}

package org.sallyport.encryption.nexthop;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Collectors;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.sallyport.kernel.HostPort;

/**
 * The name servers of the machine, which have to be recursive, asked through the JDK's own client.
 * It follows no alias itself; recursive servers do.
 */
final class SystemResolver implements Resolver {
  private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
  private static final String FIRST_TIMEOUT_MILLIS = "2000";
  private static final String TRIES = "3";

  private final List<HostPort> servers;

  /**
   * Of some servers.
   *
   * @param servers empty: those of the machine
   */
  SystemResolver(List<HostPort> servers) {
    this.servers = List.copyOf(servers);
  }

  @SuppressWarnings("JdkObsolete") // as JNDI wants it
  private Hashtable<String, String> environment() {
    var urls =
        servers.isEmpty()
            ? "dns:"
            : servers.stream().map(each -> "dns://" + each).collect(Collectors.joining(" "));
    var environment = new Hashtable<String, String>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, FACTORY);
    environment.put(Context.PROVIDER_URL, urls);
    environment.put("com.sun.jndi.dns.timeout.initial", FIRST_TIMEOUT_MILLIS);
    environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
    return environment;
  }

  // The provider of DNS alone, which makes texts of what it is told, and no objects.
  @SuppressWarnings("BanJNDI")
  @Override
  public Answer ask(String name, RecordType type) {
    try {
      var context = new InitialDirContext(environment());
      try {
        var absolute = new CompositeName().add(name + ".");
        var found = context.getAttributes(absolute, new String[] {type.name()}).get(type.name());
        return found == null ? new Answer.None() : new Answer.Records(values(found));
      } finally {
        context.close();
      }
    } catch (NameNotFoundException noSuchName) {
      return new Answer.NoSuchName();
    } catch (NamingException e) {
      return new Answer.Unknown(
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private static List<String> values(Attribute found) throws NamingException {
    var values = new ArrayList<String>();
    for (int i = 0; i < found.size(); i++) {
      values.add(String.valueOf(found.get(i)));
    }
    return values;
  }
}

package org.sallyport.identity;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sallyport.config.Checked.Findings;

/** What must hold between the keys of one user store. */
final class UserStoreRules {
  private static final String PLACE = "%s";

  private UserStoreRules() {}

  static void check(UserStoreSettings store, Findings findings) {
    connections(store, findings);
    searching(store, findings);
    names(store, findings);
    // RFC 4513 section 5.1.2: a DN with an empty password passes on servers that check nothing.
    if (store.bindDn().isPresent() != store.password().isPresent()) {
      findings.problem("", "bind-dn and password belong together: give both, or neither");
    }
    if (store.answerTimeout().multipliedBy(2).toSeconds() > 20) {
      findings.warning(
          "answer-timeout",
          "a login asks twice, and RADIUS clients rarely wait 20s; expected a few seconds");
    }
  }

  private static void connections(UserStoreSettings store, Findings findings) {
    if (store.connections().isEmpty()) {
      findings.problem("connections", "a user store needs at least one connection");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < store.connections().size(); i++) {
      var address = store.connections().get(i).url().toString().toLowerCase(Locale.ROOT);
      if (seen.putIfAbsent(address, i) != null) {
        findings.problem("connections[" + i + "].url", "the same server stands above");
      }
    }
  }

  private static void searching(UserStoreSettings store, Findings findings) {
    dn("base-dn", store.baseDn(), findings);
    store.bindDn().ifPresent(dn -> dn("bind-dn", dn, findings));
    if (!store.filter().contains(PLACE)) {
      findings.problem("filter", "expected %s where the user name belongs");
      return;
    }
    try {
      Filter.create(store.filter().replace(PLACE, "x"));
    } catch (LDAPException e) {
      findings.problem("filter", "not a filter of RFC 4515: " + e.getMessage());
    }
  }

  private static void dn(String key, String text, Findings findings) {
    if (!DN.isValidDN(text)) {
      findings.problem(key, "not a distinguished name (RFC 4514), such as dc=example,dc=com");
    }
  }

  private static void names(UserStoreSettings store, Findings findings) {
    attribute("user-name", store.userName(), findings);
    store.groups().ifPresent(name -> attribute("groups", name, findings));
    for (int i = 0; i < store.attributes().size(); i++) {
      attribute("attributes[" + i + "]", store.attributes().get(i), findings);
    }
  }

  private static void attribute(String key, String name, Findings findings) {
    if (!name.matches("[A-Za-z][A-Za-z0-9-]*|[0-9]+(\\.[0-9]+)+")) {
      findings.problem(key, "not the name of an attribute (RFC 4512 section 2.5): " + name);
    }
  }
}

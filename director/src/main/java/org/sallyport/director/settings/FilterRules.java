package org.sallyport.director.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sallyport.config.Checked.Findings;

/** What must hold for the rules of a service's filter. */
final class FilterRules {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private FilterRules() {}

  /** What one rule can tell about itself. */
  static void check(FilterRule rule, Findings findings) {
    if (!Tokens.isName(rule.rule())) {
      findings.problem(
          "rule", "expected a name of letters, digits, dots, hyphens and underscores for the log");
    }
    for (int i = 0; i < rule.paths().size(); i++) {
      path("paths[" + i + "]", rule.paths().get(i), findings);
    }
    for (int i = 0; i < rule.methods().size(); i++) {
      method("methods[" + i + "]", rule.methods().get(i), findings);
    }
    rule.header().ifPresent(name -> header("header", name, findings));
    rule.withoutHeader().ifPresent(name -> header("without-header", name, findings));
  }

  private static void path(String key, String path, Findings findings) {
    int star = path.indexOf('*');
    if (!path.startsWith("/")) {
      findings.problem(key, "a path begins with /: " + path);
    } else if (star >= 0 && star < path.length() - 1) {
      findings.problem(key, "* stands only at the end, for every path that begins so: " + path);
    }
  }

  /** RFC 9110 section 9.1: methods are case-sensitive. */
  private static void method(String key, String method, Findings findings) {
    var upper = method.toUpperCase(Locale.ROOT);
    if (!Tokens.isToken(method)) {
      findings.problem(key, "not a method (RFC 9110 section 9.1): " + method);
    } else if (!METHODS.contains(method) && METHODS.contains(upper)) {
      findings.problem(key, "methods are case-sensitive: " + method + " is not " + upper);
    }
  }

  private static void header(String key, String name, Findings findings) {
    if (!Tokens.isToken(name)) {
      findings.problem(key, "not a header name (RFC 9110 section 5.1): " + name);
    }
  }

  /** What the rules of a service are together. */
  static void check(ServiceSettings service, Findings findings) {
    var names = new HashSet<String>();
    for (int i = 0; i < service.filter().size(); i++) {
      var rule = service.filter().get(i);
      var path = "filter[" + i + "]";
      if (!names.add(rule.rule())) {
        findings.problem(path + ".rule", "a rule before it is called the same: " + rule.rule());
      }
      if (service.protocol() != ServiceSettings.Protocol.HTTP) {
        for (var key : httpKeys(rule)) {
          findings.problem(
              path + "." + key, "needs protocol: http, as only then requests are read");
        }
      }
      if (unconditional(rule) && i < service.filter().size() - 1) {
        findings.warning(path, "matches everything, so that the rules behind it are never asked");
      }
    }
  }

  private static List<String> httpKeys(FilterRule rule) {
    var keys = new ArrayList<String>();
    if (!rule.methods().isEmpty()) {
      keys.add("methods");
    }
    if (!rule.paths().isEmpty()) {
      keys.add("paths");
    }
    rule.header().ifPresent(_ -> keys.add("header"));
    rule.withoutHeader().ifPresent(_ -> keys.add("without-header"));
    rule.largerThan().ifPresent(_ -> keys.add("larger-than"));
    return keys;
  }

  private static boolean unconditional(FilterRule rule) {
    return !rule.dryRun()
        && !rule.needsHttp()
        && rule.from().isEmpty()
        && rule.perSecondOver().isEmpty();
  }
}

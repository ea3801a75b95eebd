package org.sallyport.encryption.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sallyport.web.route.Json;

/**
 * A member that two versions of a policy have differently.
 *
 * @param pointer of the member (RFC 6901)
 * @param before JSON; empty where it was absent
 * @param after JSON; empty where it is absent
 */
public record PolicyDifference(String pointer, Optional<String> before, Optional<String> after) {
  /** All of them, by pointer. */
  public static List<PolicyDifference> between(PolicyContent before, PolicyContent after) {
    var found = new ArrayList<PolicyDifference>();
    compare("", before.members(), after.members(), found);
    return found;
  }

  private static void compare(
      String pointer, Map<?, ?> before, Map<?, ?> after, List<PolicyDifference> found) {
    var names = new TreeSet<String>();
    before.keySet().forEach(name -> names.add(name.toString()));
    after.keySet().forEach(name -> names.add(name.toString()));
    for (var name : names) {
      var one = Optional.<Object>ofNullable(before.get(name));
      var other = Optional.<Object>ofNullable(after.get(name));
      var at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (one.orElse("") instanceof Map<?, ?> map && other.orElse("") instanceof Map<?, ?> second) {
        compare(at, map, second, found);
      } else if (!one.equals(other)) {
        found.add(new PolicyDifference(at, one.map(Json::text), other.map(Json::text)));
      }
    }
  }
}

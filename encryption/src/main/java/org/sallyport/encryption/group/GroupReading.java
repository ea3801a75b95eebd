package org.sallyport.encryption.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.web.json.Members;

/**
 * A group as programs write it: {@code {"name","policy","match":"all|any|none","criteria":[{
 * "subject":"attribute|address|domain","attribute"?,"operator":"equals|contains|starts-with|
 * ends-with|member-of|present","value"?}]}}.
 */
public final class GroupReading {
  private static final Set<String> MATCHES = words(Condition.Match.values());
  private static final Set<String> SUBJECTS = words(Criterion.Subject.values());
  private static final Set<String> OPERATORS = words(Criterion.Operator.values());

  private GroupReading() {}

  /** Reads one; what is wrong with it is refused with its pointer. */
  public static GroupEdit of(Members body) {
    var name = body.text("name", GroupEdit.LONGEST_NAME);
    var policy = body.text("policy", GroupEdit.LONGEST_NAME);
    var match = body.word("match", MATCHES).map(text -> constant(Condition.Match.class, text));
    var criteria = new ArrayList<Criterion>();
    var given =
        body.has("criteria") ? body.objects("criteria", Condition.MOST) : List.<Members>of();
    for (var each : given) {
      criteria.add(criterion(each));
      each.end();
    }
    return new GroupEdit(name, new Condition(match.orElse(Condition.Match.ALL), criteria), policy);
  }

  private static Criterion criterion(Members one) {
    var subject =
        one.word("subject", SUBJECTS)
            .map(text -> constant(Criterion.Subject.class, text))
            .orElse(Criterion.Subject.ATTRIBUTE);
    var attribute = one.optionalText("attribute", 100).orElse("").toLowerCase(Locale.ROOT);
    var operator =
        one.word("operator", OPERATORS)
            .map(text -> constant(Criterion.Operator.class, text))
            .orElseThrow(() -> one.wrong("operator", "it is missing"));
    var value = one.optionalText("value", Criterion.LONGEST).orElse("");
    var fault = Criterion.fault(subject, attribute.strip(), operator, value.strip());
    if (fault.isPresent()) {
      throw one.wrong(fault.get().member(), fault.get().message());
    }
    return new Criterion(subject, attribute, operator, value);
  }

  private static Set<String> words(Enum<?>[] constants) {
    return Stream.of(constants)
        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}

package org.sallyport.gateway.radius;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.gateway.settings.ReplySettings;
import org.sallyport.identity.Person;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Definition;
import org.sallyport.wire.radius.Dictionary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attributes of an Access-Accept: which, and what they take from the directory. */
final class ReplyRules {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyRules.class);

  /** Attributes that the protocol itself puts into replies. */
  private static final List<AttributeType> OURS =
      List.of(
          AttributeType.STATE,
          AttributeType.PROXY_STATE,
          AttributeType.MESSAGE_AUTHENTICATOR,
          AttributeType.EAP_MESSAGE,
          AttributeType.USER_PASSWORD);

  private final List<Rule> rules;

  private ReplyRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  private record Rule(Definition definition, ReplySettings settings) {}

  /**
   * Rules by the names of a dictionary.
   *
   * @param path of the server in the file, with the dot behind it
   * @param problems takes what is wrong, a sentence each
   */
  static ReplyRules of(
      List<ReplySettings> settings, Dictionary dictionary, String path, List<String> problems) {
    var rules = new ArrayList<Rule>();
    for (int i = 0; i < settings.size(); i++) {
      var reply = settings.get(i);
      var at = path + "reply[" + i + "].";
      var definition = dictionary.find(reply.attribute());
      if (definition.isEmpty()) {
        problems.add(at + "attribute: no dictionary has " + reply.attribute());
      } else if (protocol(definition.get())) {
        problems.add(at + "attribute: " + reply.attribute() + " is not for replies to be set");
      } else {
        reply
            .value()
            .flatMap(value -> unfit(definition.get(), value))
            .ifPresent(why -> problems.add(at + "value: " + reply.attribute() + " " + why));
        rules.add(new Rule(definition.get(), reply));
      }
    }
    return new ReplyRules(rules);
  }

  private static boolean protocol(Definition definition) {
    return definition.vendor() == 0
        && OURS.stream().anyMatch(type -> type.number() == definition.type());
  }

  private static Optional<String> unfit(Definition definition, String value) {
    return switch (definition.encode(value)) {
      case Definition.Encoding.Encoded _ -> Optional.empty();
      case Definition.Encoding.Unfit(var reason) -> Optional.of(reason);
    };
  }

  /** Whether a rule takes something from the directory. */
  static boolean needDirectory(List<ReplySettings> settings) {
    return settings.stream().anyMatch(r -> r.from().isPresent() || r.group().isPresent());
  }

  /** The attributes for a person. A value that the attribute cannot hold is left out and logged. */
  List<Attribute> attributes(Person person) {
    var attributes = new ArrayList<Attribute>();
    for (var rule : rules) {
      if (rule.settings().group().map(group -> member(person, group)).orElse(true)) {
        values(rule.settings(), person)
            .forEach(value -> encode(rule, value, person).ifPresent(attributes::add));
      }
    }
    return attributes;
  }

  private static List<String> values(ReplySettings rule, Person person) {
    return rule.value()
        .map(List::of)
        .or(() -> rule.from().map(from -> directory(person, from)))
        .orElse(List.of());
  }

  private static List<String> directory(Person person, String attribute) {
    return person.attributes().getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of());
  }

  private static Optional<Attribute> encode(Rule rule, String value, Person person) {
    return switch (rule.definition().encode(value)) {
      case Definition.Encoding.Encoded(var attribute) -> Optional.of(attribute);
      case Definition.Encoding.Unfit(var reason) -> {
        LOG.atWarn()
            .addKeyValue("attribute", rule.definition().name())
            .addKeyValue("user", person.userName().text())
            .addKeyValue("cause", reason)
            .log("reply-attribute-left-out");
        yield Optional.empty();
      }
    };
  }

  /** By distinguished name, or by the value of its first part (RFC 4514 section 2.3). */
  private static boolean member(Person person, String group) {
    return person.groups().stream()
        .anyMatch(dn -> dn.equalsIgnoreCase(group) || commonName(dn).equalsIgnoreCase(group));
  }

  private static String commonName(String dn) {
    int equals = dn.indexOf('=');
    int comma = dn.indexOf(',');
    int end = comma < 0 ? dn.length() : comma;
    return equals < 0 || equals > end ? dn : dn.substring(equals + 1, end);
  }
}

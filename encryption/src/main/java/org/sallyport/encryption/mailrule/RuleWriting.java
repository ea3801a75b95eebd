package org.sallyport.encryption.mailrule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.web.route.Json;
import org.sallyport.wire.smtp.MailAddress;

/** Rules as {@link RuleReading} reads them; what is usual is left out. */
public final class RuleWriting {
  private RuleWriting() {}

  /** The members of the document. */
  public static Map<String, Object> members(List<Chain> chains) {
    return Map.of("chains", list(chains));
  }

  /** The chains of the document. */
  public static List<Map<String, Object>> list(List<Chain> chains) {
    return chains.stream().map(RuleWriting::chain).toList();
  }

  /** JSON on one line. */
  static String json(List<Chain> chains) {
    return Json.text(members(chains));
  }

  private static Map<String, Object> chain(Chain chain) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", chain.name());
    members.put("rules", chain.rules().stream().map(RuleWriting::rule).toList());
    return members;
  }

  private static Map<String, Object> rule(Rule rule) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", rule.name());
    if (!rule.enabled()) {
      members.put("enabled", false);
    }
    if (!rule.note().isEmpty()) {
      members.put("note", rule.note());
    }
    if (!rule.when().equals(Conditions.ALWAYS)) {
      members.putAll(conditions(rule.when()));
    }
    if (!rule.fields().isEmpty()) {
      members.put("fields", rule.fields().stream().map(RuleWriting::field).toList());
    }
    if (!rule.copies().isEmpty()) {
      members.put("copies", rule.copies().stream().map(MailAddress::toString).toList());
    }
    members.put("action", action(rule.action()));
    return members;
  }

  private static Map<String, Object> conditions(Conditions all) {
    var members = new LinkedHashMap<String, Object>();
    members.put("match", all.match().word());
    members.put("conditions", all.of().stream().map(RuleWriting::criterion).toList());
    return members;
  }

  private static Map<String, Object> criterion(Criterion criterion) {
    return switch (criterion) {
      case Conditions all -> conditions(all);
      case Comparison one -> comparison(one);
    };
  }

  private static Map<String, Object> comparison(Comparison one) {
    var members = new LinkedHashMap<String, Object>();
    members.put("what", one.what().word());
    if (!one.name().isEmpty()) {
      members.put("name", one.name());
    }
    members.put("operator", one.operator().word());
    if (!one.value().isEmpty()) {
      members.put("value", one.value());
    }
    return members;
  }

  private static Map<String, Object> field(AddedField field) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", field.name());
    members.put("value", field.value());
    return members;
  }

  private static Map<String, Object> action(Action action) {
    var members = new LinkedHashMap<String, Object>();
    switch (action) {
      case Action.GoOn _ -> members.put("do", "go-on");
      case Action.GoTo(var chain) -> {
        members.put("do", "go-to");
        members.put("chain", chain);
      }
      case Action.Treat(var treatment) -> treat(members, treatment);
    }
    return members;
  }

  private static void treat(Map<String, Object> members, Treatment treatment) {
    switch (treatment) {
      case Treatment.Pass _ -> members.put("do", "pass");
      case Treatment.Drop _ -> members.put("do", "drop");
      case Treatment.WebMail _ -> members.put("do", "web-mail");
      case Treatment.Encrypt(var trust, var sign, var otherwise) -> {
        members.put("do", "encrypt");
        members.put("trust", RuleReading.word(trust));
        members.put("sign", sign);
        members.put("otherwise", RuleReading.word(otherwise));
      }
      case Treatment.Sign(var otherwise) -> {
        members.put("do", "sign");
        members.put("otherwise", RuleReading.word(otherwise));
      }
      case Treatment.Decrypt(var marking) -> {
        members.put("do", "decrypt");
        members.put("marking", RuleReading.word(marking));
      }
      case Treatment.Bounce(var reason) -> {
        members.put("do", "bounce");
        members.put("reason", reason);
      }
    }
  }
}

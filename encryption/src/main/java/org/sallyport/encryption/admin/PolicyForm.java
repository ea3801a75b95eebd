package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Field;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.policy.ClientSettings;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Request;

/** A policy as a form, and what a form says as the JSON that {@code PolicyReading} judges. */
final class PolicyForm {
  private static final long DAY = 86_400;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
          Pattern.DOTALL);

  private PolicyForm() {}

  static List<Field> fields(PolicyContent content) {
    var keys = content.keys();
    var client = content.client();
    var fields = new ArrayList<Field>();
    fields.add(
        new Choice(
            "mode",
            "Key mode",
            Arrays.stream(KeyMode.values())
                .map(mode -> new Option(mode.name(), mode.name() + ": " + promise(mode)))
                .toList(),
            keys.mode().name()));
    fields.add(
        new Choice(
            "profile",
            "Kind of key",
            Arrays.stream(KeyProfile.values())
                .map(each -> new Option(each.name(), each.name()))
                .toList(),
            keys.profile().name()));
    fields.add(
        Input.text(
                "valid",
                "Keys last, days",
                keys.validity().map(time -> days(time.toSeconds())).orElse(""))
            .hinted("Empty: without an end."));
    fields.add(
        Input.text(
            "renew", "Renewed before their end, days", days(keys.renewBefore().toSeconds())));
    fields.add(
        new Area(
            "additional",
            "Additional decryption keys",
            keys.additionalDecryptionKeys().stream()
                .map(Certificate::armored)
                .collect(Collectors.joining("\n")),
            "Armored certificates one after the other. Everything is encrypted to them too, and the"
                + " person sees it.",
            4));
    fields.add(
        Input.text(
                "interval",
                "Clients ask for the policy every, minutes",
                Long.toString(client.updateInterval().toMinutes()))
            .needed());
    fields.add(
        Input.text(
                "grace",
                "Without the server the policy holds for, days",
                days(client.offlineGrace().toSeconds()))
            .needed());
    fields.add(
        new Choice(
            "after",
            "And then",
            List.of(
                new Option("block", "nothing that needs a policy works"),
                new Option("allow", "everything goes on")),
            client.afterGrace() == ClientSettings.AfterGrace.BLOCK ? "block" : "allow"));
    fields.add(
        new Choice(
            "level",
            "Clients send log lines of",
            Arrays.stream(LogLevel.values())
                .map(level -> new Option(level.word(), level.word() + " and above"))
                .toList(),
            client.logLevel().word()));
    return fields;
  }

  /** What a mode is, in a few words. */
  static String promise(KeyMode mode) {
    return switch (mode) {
      case SKM -> "the server has the whole key";
      case CKM -> "the server never has the secret";
      case GKM -> "the server keeps it under the person's passphrase";
      case SCKM -> "the server can decrypt and never sign";
    };
  }

  private static String days(long seconds) {
    return seconds % DAY == 0
        ? Long.toString(seconds / DAY)
        : String.format(Locale.ROOT, "%.4f", (double) seconds / DAY).replaceFirst("0+$", "");
  }

  /**
   * JSON of a form.
   *
   * @param mail what the policy says of mail, which the form leaves as it is
   */
  static String json(Request in, Map<String, Object> mail) {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("mode", Console.needed(in, "mode"));
    keys.put("profile", Console.needed(in, "profile"));
    put(keys, "validSeconds", Console.needed(in, "valid"), DAY);
    put(keys, "renewBeforeSeconds", Console.needed(in, "renew"), DAY);
    keys.put(
        "additionalDecryptionKeys",
        BLOCK
            .matcher(in.form("additional").orElse(""))
            .results()
            .map(found -> found.group() + "\n")
            .toList());
    var client = new LinkedHashMap<String, Object>();
    put(client, "updateIntervalSeconds", Console.needed(in, "interval"), 60);
    put(client, "offlineGraceSeconds", Console.needed(in, "grace"), DAY);
    client.put("afterGrace", Console.needed(in, "after"));
    client.put("logLevel", Console.needed(in, "level"));
    var all = new LinkedHashMap<String, Object>();
    all.put("keys", keys);
    all.put("mail", mail);
    all.put("client", client);
    return Json.text(all);
  }

  /** A number as seconds; what is no number goes on as it is, to be refused with its name. */
  private static void put(Map<String, Object> to, String name, String text, long unit) {
    if (text.isEmpty()) {
      return;
    }
    to.put(
        name,
        text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
            ? (Object) Math.round(Double.parseDouble(text) * unit)
            : text);
  }
}

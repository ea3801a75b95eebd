package org.sallyport.encryption.policy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sallyport.openpgp.Certificate;
import org.sallyport.web.route.Json;

/**
 * What a version of a policy says.
 *
 * @param mail settings of mail, as JSON values by name; kept and handed on as they are
 */
public record PolicyContent(KeySettings keys, ClientSettings client, Map<String, Object> mail) {
  /** What holds where nobody has said anything else. */
  public static final PolicyContent STANDARD =
      new PolicyContent(KeySettings.STANDARD, ClientSettings.STANDARD, Map.of());

  /** Copies the map. */
  public PolicyContent {
    mail = Map.copyOf(mail);
  }

  /** The members of its JSON object, in the order of documents. */
  public Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("keys", keyMembers());
    members.put("mail", new java.util.TreeMap<>(mail));
    members.put("client", clientMembers());
    return members;
  }

  /** JSON, which {@link PolicyReading} reads. */
  public String json() {
    return Json.text(members());
  }

  private Map<String, Object> keyMembers() {
    var members = new LinkedHashMap<String, Object>();
    members.put("mode", keys.mode().name());
    members.put("profile", keys.profile().name());
    keys.validity().ifPresent(time -> members.put("validSeconds", time.toSeconds()));
    members.put("renewBeforeSeconds", keys.renewBefore().toSeconds());
    members.put(
        "additionalDecryptionKeys",
        keys.additionalDecryptionKeys().stream().map(Certificate::armored).toList());
    return members;
  }

  private Map<String, Object> clientMembers() {
    var members = new LinkedHashMap<String, Object>();
    members.put("updateIntervalSeconds", client.updateInterval().toSeconds());
    members.put("offlineGraceSeconds", client.offlineGrace().toSeconds());
    members.put("afterGrace", client.afterGrace().name().toLowerCase(Locale.ROOT));
    members.put("logLevel", client.logLevel().word());
    return members;
  }
}

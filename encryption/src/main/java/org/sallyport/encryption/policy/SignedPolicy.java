package org.sallyport.encryption.policy;

import java.util.LinkedHashMap;
import org.sallyport.encryption.group.Group;
import org.sallyport.web.route.Json;

/**
 * What the clients of a group get.
 *
 * @param group whose document it is
 * @param policy the version in it
 * @param serial of the organisation's documents
 * @param document JSON text, exactly as it was signed
 * @param signature armored and detached, over the UTF-8 octets of the document
 * @param tag its strong validator (RFC 9110 section 8.8.3)
 * @param body the answer of {@code GET /v1/policy}; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedPolicy(
    Group group,
    PolicyVersion policy,
    long serial,
    String document,
    String signature,
    String tag,
    byte[] body) {
  static SignedPolicy of(
      Group group, PolicyVersion policy, long serial, String document, String signature) {
    var answer = new LinkedHashMap<String, String>();
    answer.put("document", document);
    answer.put("signature", signature);
    var tag = "\"" + serial + "-" + group.id() + "\"";
    return new SignedPolicy(group, policy, serial, document, signature, tag, Json.bytes(answer));
  }
}

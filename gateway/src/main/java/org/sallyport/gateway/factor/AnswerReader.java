package org.sallyport.gateway.factor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.JsonText.MalformedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the authority answers. Members that are not known are passed over, so that an
 * authority may be newer than its gateways; what is known must have its form, or the whole answer
 * is a fault. Never throws, whatever the bytes.
 */
final class AnswerReader {
  private static final int LONGEST_NAME = 64;
  private static final Answer EXPIRED = new Answer.Refused("expired");

  private AnswerReader() {}

  /** The results of a batch, in its order; each is a fault when the answer as a whole is none. */
  static List<Answer> batch(int status, byte[] body, int count) {
    try {
      expect(status, 200);
      var results = JsonText.array(JsonText.readObject(body), "results");
      if (results.size() != count) {
        throw new MalformedException(
            results.size() + " results, expected " + count + ", one for each item");
      }
      var answers = new ArrayList<Answer>(count);
      for (var result : results) {
        answers.add(item(result));
      }
      return answers;
    } catch (MalformedException e) {
      return Collections.nCopies(count, fault(e));
    }
  }

  /** One that is wrong, such as a key that was used for another request, spoils no other. */
  private static Answer item(JsonNode value) {
    try {
      if (value instanceof ObjectNode object) {
        return result(object);
      }
      throw new MalformedException("expected an object for each result");
    } catch (MalformedException e) {
      return fault(e);
    }
  }

  /**
   * What a push that was asked for has become.
   *
   * @param numbered whether a number must be in the answer
   */
  static Pushed pushed(int status, byte[] body, boolean numbered) {
    if (unknownUser(status, body)) {
      return new Pushed.Decided(new Answer.Unknown());
    }
    try {
      var object = JsonText.readObject(body);
      if (status != 202) {
        expect(status, 200);
        return new Pushed.Decided(result(object));
      }
      return new Pushed.Sent(name(object, "id"), numbered ? name(object, "number") : "");
    } catch (MalformedException e) {
      return new Pushed.Decided(fault(e));
    }
  }

  /**
   * What has become of many pushes.
   *
   * @param decided those that are decided, by id; a push that the authority does not know, or no
   *     longer, is one that has expired
   * @param fault why nothing is known of any
   */
  record Awaited(Map<String, Answer> decided, Optional<Answer.Unavailable> fault) {}

  static Awaited awaited(int status, byte[] body) {
    try {
      expect(status, 200);
      var decided = new HashMap<String, Answer>();
      for (var value : JsonText.array(JsonText.readObject(body), "decided")) {
        if (!(value instanceof ObjectNode object)) {
          throw new MalformedException("expected an object for each push");
        }
        var answer = item(object);
        decided.put(name(object, "id"), answer instanceof Answer.Unknown ? EXPIRED : answer);
      }
      return new Awaited(decided, Optional.empty());
    } catch (MalformedException e) {
      return new Awaited(Map.of(), Optional.of(fault(e)));
    }
  }

  /** A user's second factors; unheard for a fault. */
  static Enrolment factors(int status, byte[] body) {
    if (unknownUser(status, body)) {
      return new Enrolment.Stranger();
    }
    try {
      expect(status, 200);
      return enrolment(JsonText.readObject(body));
    } catch (MalformedException e) {
      return new Enrolment.Unheard();
    }
  }

  private static Enrolment enrolment(ObjectNode object) throws MalformedException {
    var lengths = new HashSet<Integer>();
    for (var length : JsonText.array(object, "codeLengths")) {
      if (!length.isInt() || length.intValue() < 4 || length.intValue() > 10) {
        throw new MalformedException("expected 4 to 10 as the length of codes");
      }
      lengths.add(length.intValue());
    }
    boolean push = JsonText.truth(object, "push");
    boolean active = JsonText.string(object, "state").equals("active");
    if (!lengths.isEmpty() || push) {
      return new Enrolment.Enrolled(lengths, push);
    }
    // An authority that does not say whether something is enrolled and disabled says nothing.
    boolean none = active && object.has("enrolled") && !JsonText.truth(object, "enrolled");
    return none ? new Enrolment.None() : new Enrolment.Barred();
  }

  private static Answer result(ObjectNode object) throws MalformedException {
    return switch (JsonText.string(object, "result")) {
      case "accepted" -> new Answer.Accepted(name(object, "credential"));
      case "refused" -> new Answer.Refused(name(object, "reason").replace('-', ' '));
      case "unknown" -> new Answer.Unknown();
      default -> throw new MalformedException("a result that is not known");
    };
  }

  /** Such as an identifier or a reason: printable, and short enough for a log. */
  private static String name(ObjectNode object, String member) throws MalformedException {
    var text = JsonText.string(object, member);
    if (text.isEmpty()
        || text.length() > LONGEST_NAME
        || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new MalformedException("expected 1 to 64 visible characters as " + member);
    }
    return text;
  }

  /** A 404 that says so (RFC 9457), and not one of something else that listens there. */
  private static boolean unknownUser(int status, byte[] body) {
    return status == 404 && problem(body, "unknown-user");
  }

  /** Whether a 503 is the authority's own word on itself, and not one of something in between. */
  static boolean unwell(byte[] body) {
    return problem(body, "unwell");
  }

  private static boolean problem(byte[] body, String name) {
    try {
      return JsonText.string(JsonText.readObject(body), "type")
          .equals("urn:sallyport:problem:" + name);
    } catch (MalformedException e) {
      return false;
    }
  }

  private static void expect(int status, int expected) throws MalformedException {
    if (status != expected) {
      throw new MalformedException("status " + status + ", expected " + expected);
    }
  }

  private static Answer.Unavailable fault(MalformedException e) {
    return new Answer.Unavailable(Cause.FAULT, "the authority's answer: " + e.getMessage());
  }
}

package org.sallyport.authority.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.sallyport.web.route.Json;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;

/**
 * A reply as text, so that it can be kept for a request that is repeated.
 *
 * @param headers of the response
 */
record KeptReply(int status, String mediaType, Map<String, String> headers, String body) {

  static String write(Reply reply) {
    return Json.text(of(reply));
  }

  private static KeptReply of(Reply reply) {
    return switch (reply) {
      case Reply.Content content ->
          new KeptReply(
              content.status(),
              content.mediaType(),
              content.headers(),
              new String(content.body(), UTF_8));
      case Reply.Failed(var problem) ->
          new KeptReply(
              problem.status(),
              Problem.MEDIA_TYPE,
              problem.headers(),
              Json.text(problem.members()));
      case Reply.Empty _ -> new KeptReply(204, "", Map.of(), "");
      case Reply.Sent _, Reply.Shown _, Reply.SeeOther _, Reply.Stream _ ->
          throw new IllegalArgumentException("an API does not answer so");
    };
  }

  static Reply read(String text) {
    var kept = Json.read(text.getBytes(UTF_8), KeptReply.class);
    return new Reply.Content(kept.status, kept.mediaType, kept.body.getBytes(UTF_8), kept.headers);
  }
}

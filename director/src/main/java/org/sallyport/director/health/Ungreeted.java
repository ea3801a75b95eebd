package org.sallyport.director.health;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.HealthCheckSettings.IfNextHopDown;

/**
 * What is made of a mail server that accepts a connection and does not greet with 220: is it down,
 * or only what it sends to? A mail proxy may greet no sooner than its own next hop has greeted, so
 * that its silence or its 421 says nothing against itself.
 */
sealed interface Ungreeted {
  /** The server greeted with something else. */
  Finding refused(SmtpReply greeting, InetAddress member);

  /**
   * The server has said nothing at all.
   *
   * @param end how the waiting ended: no time left, or the server closed
   * @throws IOException {@code end} itself, where it is all there is to say
   */
  Finding silent(IOException end, InetAddress member) throws IOException;

  /** Whatever it is, the member is failing. */
  record Plain() implements Ungreeted {
    @Override
    public Finding refused(SmtpReply greeting, InetAddress member) {
      return new Finding.Failed(words(greeting));
    }

    @Override
    public Finding silent(IOException end, InetAddress member) throws IOException {
      throw end;
    }
  }

  /**
   * Tells the member from its next hop: by the member's words, or by what it says elsewhere.
   *
   * @param then what a member is whose next hop is down
   * @param timeout of the check
   * @param ready asked where the greeting leaves open whose fault it is; null where it cannot be
   */
  record Deep(IfNextHopDown then, Duration timeout, @Nullable ReadyQuestion ready)
      implements Ungreeted {
    @Override
    public Finding refused(SmtpReply greeting, InetAddress member) {
      if (greeting.blamesNextHop()) {
        return nextHopDown("next hop down: greeting " + greeting.quoted());
      }
      return greeting.temporary() && ready != null
          ? ask(words(greeting), ready, member)
          : new Finding.Failed(words(greeting));
    }

    /**
     * A server that is dead refuses connections, or its address is silent. One that accepts and
     * then says nothing may wait for its next hop, or hang: without another witness the former is
     * believed, since a wrong "down" is what this check is there to avoid.
     */
    @Override
    public Finding silent(IOException end, InetAddress member) throws IOException {
      boolean closed = end instanceof EOFException;
      if (closed && ready == null) {
        throw end;
      }
      var ended = Causes.of(end, "greeting", timeout);
      var words = closed ? ended : "connected but silent, " + ended;
      return ready == null
          ? nextHopDown("next hop suspected: " + words)
          : ask(words, ready, member);
    }

    private Finding ask(String words, ReadyQuestion question, InetAddress member) {
      return switch (question.ask(member)) {
        case ReadyQuestion.Said.NextHop(var sentence) ->
            nextHopDown("next hop down: " + words + "; readiness says " + sentence);
        case ReadyQuestion.Said.Well _ ->
            new Finding.Failed(words + "; readiness says that all is well");
        case ReadyQuestion.Said.Unwell(var status) ->
            new Finding.Failed(words + "; readiness answers status " + status);
        case ReadyQuestion.Said.Nothing(var cause) ->
            new Finding.Failed(words + "; readiness cannot be asked: " + cause);
      };
    }

    private Finding nextHopDown(String cause) {
      return switch (then) {
        case DEGRADE -> new Finding.Degraded(cause);
        case FAIL -> new Finding.Failed(cause);
        case IGNORE -> new Finding.Passed();
      };
    }
  }

  private static String words(SmtpReply greeting) {
    return "greeting " + greeting.quoted() + ", expected 220";
  }
}

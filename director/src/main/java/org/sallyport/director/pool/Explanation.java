package org.sallyport.director.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The long form of a decision, for the {@code explain} command and the API.
 *
 * @param member who takes the session; empty where it waits or is refused
 * @param reason why, the decision's own sentence
 * @param until how long that holds, a sentence
 * @param wouldMove what would send the session elsewhere, a sentence each
 * @param sharedCause why nobody is moved although nobody is up, a sentence; empty otherwise
 * @param members every member in order of preference
 */
public record Explanation(
    String pool,
    String policy,
    Optional<String> member,
    String reason,
    String until,
    List<String> wouldMove,
    Optional<String> sharedCause,
    List<State> members) {

  public Explanation {
    wouldMove = List.copyOf(wouldMove);
    members = List.copyOf(members);
  }

  /**
   * One member.
   *
   * @param standing whether it takes sessions, and which, a sentence
   */
  public record State(
      String name,
      String address,
      Health health,
      Admin admin,
      Instant since,
      String cause,
      String standing) {}
}

package org.sallyport.encryption.enrolment;

import java.time.Duration;
import java.time.Instant;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.consumer.Consumer;

/** What became of a step of an enrolment. */
public sealed interface Outcome {
  /**
   * The machine is a client.
   *
   * @param fresh whether this step has made it one
   */
  record Enrolled(Client client, Consumer consumer, boolean fresh) implements Outcome {}

  /** A token is on its way to the address, or was. */
  record MailSent(String address, Instant expires) implements Outcome {}

  /**
   * Nothing was proven. The machine is told no more than that.
   *
   * @param reason for the log
   */
  record Refused(String reason) implements Outcome {}

  /** The id belongs to a machine with another key. */
  record OtherKey() implements Outcome {}

  /** The key is that of another client. */
  record KeyInUse() implements Outcome {}

  /** The person has as many clients as one may have. */
  record TooManyClients() implements Outcome {}

  /** The address was sent as many messages as it may be for a while. */
  record TooManyMessages(Duration pause) implements Outcome {}
}

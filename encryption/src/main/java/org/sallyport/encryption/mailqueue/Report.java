package org.sallyport.encryption.mailqueue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.smtp.client.Envelope;

/**
 * What is to be told to the sender of a delivery.
 *
 * @param told for each recipient that it is about
 */
record Report(ReportKind kind, Leased delivery, List<Told> told, Via via) {
  Report {
    told = List.copyOf(told);
  }

  /**
   * One recipient.
   *
   * @param number by which the store knows it
   * @param status three numbers (RFC 3463)
   * @param reply one line
   */
  record Told(long number, Envelope.To to, String status, String reply) {}

  Set<Long> numbers() {
    return told.stream().map(Told::number).collect(Collectors.toSet());
  }
}

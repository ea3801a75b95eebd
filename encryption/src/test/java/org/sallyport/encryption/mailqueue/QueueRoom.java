package org.sallyport.encryption.mailqueue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.content.Contents;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.ClientTimeouts;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;

/** One node with a queue, and two next hops: one inside, one outside. */
final class QueueRoom implements AutoCloseable {
  static final String TEXT =
      """
      From: Ann <ann@example.com>
      To: bob@example.org
      Subject: a secret subject
      Message-ID: <1@example.com>

      the text
      """
          .replace("\n", "\r\n");
  static final QueueSettings SETTINGS =
      new QueueSettings(
          Duration.ofHours(4), Duration.ofDays(5), Duration.ofMinutes(1), Duration.ofHours(1), 3);

  final TestDomain test;
  final Contents contents;
  final MailQueue queue;
  final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final TestHop inside;
  private final TestHop outside;
  private QueueWorkers workers;

  QueueRoom(TestDomain test, TestHop inside, TestHop outside, String node, Lanes lanes) {
    this.test = test;
    this.inside = inside;
    this.outside = outside;
    contents = test.domain.contents();
    queue =
        new MailQueue(
            test.store,
            contents,
            new QueueParameters(SETTINGS, lanes, "gate.example.com", List.of("example.com"), node),
            (_, trace, to, what, reply) -> events.add(trace + " " + to + " " + what + " " + reply),
            test.clock);
    workers = workers();
  }

  static QueueRoom open(TestStores stores, Path folder, TestHop inside, TestHop outside) {
    return new QueueRoom(stores.open(folder), inside, outside, "one", Lanes.FIXED);
  }

  private QueueWorkers workers() {
    NextHops hops =
        (route, _) ->
            new NextHops.Hops.Found(
                List.of(
                    NextHop.plain(
                        switch (route) {
                          case INSIDE -> inside.address();
                          case OUTSIDE -> outside.address();
                        })));
    return new QueueWorkers(
        queue,
        test.domain.vault(),
        hops,
        ClientParameters.named("gate.example.com")
            .within(ClientTimeouts.each(Duration.ofSeconds(5)))
            .withoutChunking());
  }

  QueueRoom start() {
    workers.start();
    return this;
  }

  QueueWorkers running() {
    return workers;
  }

  /** Time passes, and somebody looks. */
  void pass(Duration time) {
    test.clock.advance(time);
    queue.list(); // nothing is kept in memory about time
    workers.round();
  }

  Submission submission(Route route, String from, MailParameters parameters, Envelope.To... to) {
    return new Submission(
        from.isEmpty() ? Optional.empty() : MailAddress.parse(from),
        parameters,
        List.of(to),
        route,
        "",
        "trace-1",
        true);
  }

  static Envelope.To to(String address) {
    return new Envelope.To(MailAddress.parse(address).orElseThrow(), RecipientParameters.NONE);
  }

  /** From Ann, inside, to somebody outside. */
  void submit(String... to) {
    submit(
        submission(
            Route.OUTSIDE,
            "ann@example.com",
            MailParameters.NONE,
            Arrays.stream(to).map(QueueRoom::to).toArray(Envelope.To[]::new)));
  }

  void submit(Submission submission) {
    submit(submission, TEXT);
  }

  void submit(Submission submission, String text) {
    write(text, (in, content) -> queue.submit(in, with(submission, content)));
  }

  List<Leased> submitLeased(Submission submission) {
    var leased = new ArrayList<Leased>();
    write(
        TEXT,
        (in, content) -> {
          leased.clear();
          leased.addAll(queue.submitLeased(in, with(submission, content)));
        });
    return leased;
  }

  private interface Kept {
    void in(Transaction in, String content);
  }

  private void write(String text, Kept kept) {
    var writing = contents.begin();
    try (writing) {
      writing.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    test.store.write(
        in -> {
          contents.keep(in, writing);
          kept.in(in, writing.id());
          return true;
        });
  }

  private static Submission with(Submission submission, String content) {
    return new Submission(
        submission.from(),
        submission.parameters(),
        submission.to(),
        submission.route(),
        content,
        submission.trace(),
        submission.reports());
  }

  long rows(String table) {
    return test.store.read(
        in -> in.first("SELECT count(*) AS n FROM " + table, row -> row.number("n")).orElseThrow());
  }

  /** Nothing of any message is left. */
  boolean isEmpty() {
    return rows("mail_queue") == 0
        && rows("mail_deliveries") == 0
        && rows("mail_queue_recipients") == 0
        && rows("contents") == 0;
  }

  List<QueuedMail> all() {
    return queue.list().search("", 100);
  }

  @Override
  public void close() {
    workers.close();
  }
}

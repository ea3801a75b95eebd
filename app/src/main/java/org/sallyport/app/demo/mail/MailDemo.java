package org.sallyport.app.demo.mail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.app.demo.process.NodeChild;
import org.sallyport.app.demo.story.Story;
import org.sallyport.app.demo.story.Waiting;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.pool.Health;
import org.sallyport.wire.smtp.MailAddress;

/** The plot of the fourth part: what happens to mail, and what the director says meanwhile. */
public final class MailDemo implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final MailAddress OLGA = new MailAddress("olga", "outside.example");
  private static final MailAddress WALTER = new MailAddress("walter", "outside.example");
  private static final String ANNA = "anna@demo.example";
  private static final Pattern LINK =
      Pattern.compile("https://localhost:[0-9]+/link/[A-Za-z0-9_-]+");
  private static final String ANSWER = "We shall send boats.";
  private static final String SECRET = "The bridge is down since Tuesday.";

  private final Story story;
  private final Waiting waiting;
  private final MailFiles files;
  private final Mailbox world;
  private final Postmaster postmaster;
  private final MailProgram anna;
  private final NodeChild director;
  private final List<NodeChild> gateways;

  private MailDemo(Story story, Waiting waiting, MailFiles files) throws IOException {
    this.story = story;
    this.waiting = waiting;
    this.files = files;
    this.world = new Mailbox(files.worldPort());
    this.postmaster = new Postmaster(files.admins(), files.directorAdmin());
    this.anna = new MailProgram(files.service());
    this.director = new NodeChild(files.director());
    this.gateways = files.servers().stream().map(NodeChild::new).toList();
  }

  /**
   * Prepares the files.
   *
   * @param folder the demo's, with the certificates of the part with keys in {@code pki}
   */
  public static MailDemo prepare(Story story, Waiting waiting, Path folder) throws IOException {
    return new MailDemo(story, waiting, MailFiles.create(folder));
  }

  /** All of it, in order. */
  public void perform() throws IOException, InterruptedException {
    if (!everythingStarts()) {
      return;
    }
    anOutsiderWithAKey();
    anOutsiderWithoutAKey();
    theNextHopIsGone();
    oneGatewayIsGone();
  }

  private boolean everythingStarts() throws IOException, InterruptedException {
    story.act("Mail: two gateways between our people and the world, a director before them.");
    world.start();
    gateways.getFirst().start();
    boolean first = waiting.until(START_LIMIT, gateways.getFirst()::isReady).isPresent();
    gateways.getLast().start();
    director.start();
    boolean up =
        first
            && waiting.until(START_LIMIT, () -> all().allMatch(NodeChild::isReady)).isPresent()
            && says(pool -> healthy(pool, Health.UP, Health.UP)).isPresent();
    if (!up) {
      story.verdict(
          "E8",
          false,
          all()
              .map(node -> node.name() + ": " + node.lastWords())
              .collect(Collectors.joining("\n", "not all of them started: ", "")));
      return false;
    }
    story.say(
        "The gateways are processes %d and %d; the world is a mail server that keeps what it gets."
            .formatted(gateways.getFirst().pid(), gateways.getLast().pid()));
    return true;
  }

  private Stream<NodeChild> all() {
    return Stream.concat(gateways.stream(), Stream.of(director));
  }

  private void anOutsiderWithAKey() throws IOException, InterruptedException {
    var olga = Outsider.of(OLGA.toString(), files.folder());
    var refused = postmaster.trust(olga.certificate());
    story.say(
        refused
            .map(why -> "The administrator cannot trust the key of " + OLGA + ": " + why)
            .orElse("The administrator trusts the key of " + OLGA + ", " + olga.fingerprint()));
    var sent = anna.send(OLGA, "[encrypt] The bridge", SECRET);
    var arrived = world.of(OLGA.toString());
    var opened =
        arrived.isEmpty()
            ? Optional.<String>empty()
            : olga.opens(arrived.getLast().text()).filter(text -> text.contains(SECRET));
    boolean hidden = arrived.stream().noneMatch(each -> each.text().contains(SECRET));
    story.verdict(
        "E8",
        sent.taken() && opened.isPresent() && hidden,
        opened.isPresent() && hidden
            ? "what Anna asks to encrypt leaves encrypted, and Olga's key opens it"
            : "it was not encrypted as asked: " + sent.answer());
    var plain = anna.send(OLGA, "Lunch", "At noon?");
    story.verdict(
        "E8",
        plain.taken()
            && world.of(OLGA.toString()).stream().anyMatch(each -> each.text().contains("noon?")),
        "what no rule speaks of goes as it is: " + plain.answer());
  }

  private void anOutsiderWithoutAKey() throws IOException, InterruptedException {
    var sent = anna.send(WALTER, "[encrypt] The bridge", SECRET);
    var noticed = waiting.until(PATIENCE, () -> !world.of(WALTER.toString()).isEmpty());
    var arrived = world.of(WALTER.toString());
    boolean told = arrived.stream().anyMatch(each -> each.text().contains(files.webMail()));
    boolean hidden = arrived.stream().noneMatch(each -> each.text().contains(SECRET));
    story.verdict(
        "E9",
        sent.taken() && noticed.isPresent() && told && hidden,
        told && hidden
            ? WALTER + " has no key: what Anna wrote stays here, and he is sent a link to it"
            : "the mail to somebody without a key went wrong: " + sent.answer());
    var link = link();
    if (link.isPresent()) {
      heReadsAndAnswers(link.get());
    }
  }

  private Optional<String> link() {
    return world.of(WALTER.toString()).stream()
        .map(each -> LINK.matcher(each.text().replace("=\r\n", "")))
        .flatMap(found -> found.results().map(MatchResult::group))
        .findFirst();
  }

  private void heReadsAndAnswers(String link) throws IOException, InterruptedException {
    try (var walter = WebReader.open(files.trust(), URI.create(files.webMail()))) {
      var inbox = walter.choose(link, "seven green boats on the water");
      var message = WebReader.firstMessage(inbox).orElse("/nothing");
      boolean read = walter.look(message).contains(SECRET);
      story.verdict("E9", read, "he follows it, chooses a passphrase and reads it in a browser");
      long pid = gateways.getFirst().pid();
      gateways.getFirst().kill();
      story.say("kill -9 " + pid + ", between two clicks.");
      walter.answer(walter.look(message + "/reply"), ANSWER);
      var arrived =
          waiting.until(
              PATIENCE,
              () -> world.of(ANNA).stream().anyMatch(each -> each.text().contains(ANSWER)));
      story.verdict(
          "E9",
          arrived.isPresent(),
          arrived.isPresent()
              ? "he answers on the other node without signing in again, and Anna has his answer"
              : "his answer has not arrived");
    } catch (IOException e) {
      story.verdict("E9", false, "he cannot read it: " + e.getMessage());
    }
    says(pool -> healthy(pool, Health.DOWN, Health.UP));
    gateways.getFirst().start();
    says(
        pool ->
            healthy(pool, Health.UP, Health.UP)
                && pool.incumbent().filter("gateway1"::equals).isPresent());
  }

  private void theNextHopIsGone() throws IOException, InterruptedException {
    story.act("The next hop is stopped: the gateways are up and cannot send anything.");
    var before = postmaster.gateways().flatMap(PoolView::incumbent).orElse("nobody");
    world.stop();
    var said = says(pool -> pool.sharedCause().isPresent());
    story.verdict(
        "D8",
        said.isPresent(),
        said.flatMap(PoolView::sharedCause)
            .map(sentence -> "the director says: " + sentence)
            .orElse("the director does not say that the cause is shared"));
    var sent = anna.send(OLGA, "[encrypt] Again", SECRET);
    var after = said.flatMap(PoolView::incumbent).orElse("nobody");
    story.verdict(
        "D8",
        before.equals(after) && !sent.taken() && sent.answer().contains("421"),
        "nobody is moved from %s; Anna's mail waits, as the gateway says: %s"
            .formatted(after, sent.answer()));
    world.start();
    var back = says(pool -> pool.sharedCause().isEmpty() && healthy(pool, Health.UP, Health.UP));
    var again = anna.send(OLGA, "[encrypt] Again", SECRET);
    story.verdict(
        "D8",
        back.isPresent() && again.taken(),
        "the next hop is back, and the mail goes at the next try: " + again.answer());
  }

  private void oneGatewayIsGone() throws IOException, InterruptedException {
    story.act("kill -9 " + gateways.getFirst().pid() + ": a gateway itself is gone.");
    gateways.getFirst().kill();
    var moved = says(pool -> pool.incumbent().filter("gateway2"::equals).isPresent());
    var sent = anna.send(OLGA, "[encrypt] Still", SECRET);
    story.verdict(
        "D8",
        moved.isPresent() && sent.taken(),
        moved.isPresent()
            ? "that one is down, and mail goes through gateway2: " + sent.answer()
            : "mail has not moved: " + sent.answer());
  }

  private static boolean healthy(PoolView pool, Health... healths) {
    return pool.members().stream().map(member -> member.health()).toList().equals(List.of(healths));
  }

  /** Waits until the director says something about the gateways. */
  private Optional<PoolView> says(Predicate<PoolView> what)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var view = postmaster.gateways();
    while (view.filter(what).isEmpty() && System.nanoTime() < end && waiting.pass(LOOK)) {
      view = postmaster.gateways();
    }
    return view.filter(what);
  }

  @Override
  public void close() {
    director.close();
    gateways.forEach(NodeChild::close);
    anna.close();
    world.close();
  }
}

package org.sallyport.smtp.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sallyport.smtp.link.LineRead;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.Attributes;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Command;
import org.sallyport.wire.smtp.CommandParser;
import org.sallyport.wire.smtp.CommandResult;
import org.sallyport.wire.smtp.Reply;

/**
 * One connection of a client, from its greeting to its end: reads commands, asks {@link Dialogue}
 * and {@link Offers} whether they may be said, and the hop what the answer is. One virtual thread.
 */
final class Session {
  private static final Reply DONE = Reply.of(250, "2.0.0", "done");

  private final ServerParameters server;
  private final Link link;
  private final Conversation conversation;
  private final BooleanSupplier draining;
  private final boolean trusted;
  private final long until;
  private final Dialogue dialogue;
  private final Tally tally;
  private Peer peer;
  private Optional<Transaction> transaction = Optional.empty();
  private boolean utf8;
  private boolean over;

  Session(
      ServerParameters server,
      Link link,
      Peer peer,
      Conversation conversation,
      Tally tally,
      BooleanSupplier draining) {
    this.server = server;
    this.link = link;
    this.peer = peer;
    this.conversation = conversation;
    this.tally = tally;
    this.draining = draining;
    this.trusted = server.isRelay(peer.address().getAddress());
    this.until = System.nanoTime() + server.limits().total().toNanos();
    this.dialogue = new Dialogue(server.mode(), peer.tls().isPresent(), trusted);
  }

  /** Greets, and stays until the end. */
  void hold() throws IOException {
    try {
      greet();
      while (!over) {
        next();
      }
    } finally {
      forget();
    }
  }

  private void greet() throws IOException {
    link.write(Reply.plain(220, server.name() + " ESMTP").format());
    link.flush();
  }

  private void next() throws IOException {
    var left = Duration.ofNanos(until - System.nanoTime());
    if (left.isNegative()) {
      end(Reply.of(421, "4.4.2", "the connection has lasted long enough"), "total");
      return;
    }
    var limit = left.compareTo(server.limits().idle()) < 0 ? left : server.limits().idle();
    BooleanSupplier unwanted = () -> draining.getAsBoolean() && !dialogue.inTransaction();
    switch (link.line(SmtpLimits.COMMAND_LINE, limit, unwanted)) {
      case LineRead.Line(var text) -> obey(text);
      case LineRead.Ended _ -> end("client-gone");
      case LineRead.TimedOut _ -> end(Reply.of(421, "4.4.2", "nothing came in time"), "idle");
      case LineRead.Stopped _ -> end(Reply.of(421, "4.3.2", "closing for maintenance"), "drained");
      // Where such a line ends, two servers may think differently; so nothing after it is read.
      case LineRead.Faulty(var fault) ->
          end(Reply.of(500, "5.5.2", "the line has " + fault.words()), "line: " + fault.words());
    }
  }

  private void obey(String line) throws IOException {
    switch (CommandParser.parse(line)) {
      case CommandResult.Refused(var reply) -> error(reply);
      case CommandResult.Parsed(var command) -> {
        var objection =
            dialogue.objection(command).or(() -> Offers.objection(offersForParameters(), command));
        if (objection.isEmpty()) {
          obey(command);
        } else if (command instanceof Command.Chunk(long size, _)) {
          refuseChunk(size, objection.get());
        } else {
          error(objection.get());
        }
      }
    }
  }

  private void obey(Command command) throws IOException {
    switch (command) {
      case Command.Hello hello -> hello(hello);
      case Command.Mail mail -> mail(mail);
      case Command.Recipient recipient -> recipient(recipient);
      case Command.Data _ -> data();
      case Command.Chunk chunk -> chunk(chunk);
      case Command.Reset _ -> {
        forget();
        say(DONE);
      }
      case Command.Noop _ -> say(DONE);
      case Command.Quit _ -> end(Reply.of(221, "2.0.0", "bye"), "quit");
      case Command.StartTls _ -> startTls();
      case Command.Login login -> login(login);
      case Command.ActFor(var client) -> actFor(client);
      case Command.Forward(var client) -> {
        peer = peer.forwarding(Optional.of(client));
        say(DONE);
      }
      // RFC 5321 section 3.5.3: who has an account here is not told.
      case Command.Verify _ ->
          say(Reply.of(252, "2.0.0", "not verified; send to it and the answer tells"));
      case Command.Help _ -> say(Reply.of(214, "2.0.0", "see RFC 5321"));
    }
  }

  private Capabilities offers() {
    return Offers.of(server, conversation.capabilities(), dialogue, trusted);
  }

  /** After HELO nothing was offered. */
  private Capabilities offersForParameters() {
    return dialogue.isExtended() ? offers() : Capabilities.NONE;
  }

  private void hello(Command.Hello hello) throws IOException {
    forget();
    dialogue.hello(hello.extended());
    peer = peer.called(hello.name(), hello.extended());
    if (!hello.extended()) {
      say(Reply.plain(250, server.name()));
      return;
    }
    var lines = new ArrayList<String>();
    lines.add(server.name());
    lines.addAll(offers().lines());
    say(new Reply(250, Optional.empty(), lines));
  }

  private void mail(Command.Mail mail) throws IOException {
    if (tally.messages >= server.limits().messages()) {
      end(Reply.of(421, "4.7.0", "enough messages for one connection"), "messages");
      return;
    }
    long size = mail.parameters().size().orElse(0);
    if (size > offers().largest().orElse(Long.MAX_VALUE)) {
      say(Reply.of(552, "5.3.4", "the message is larger than allowed")); // RFC 1870 section 6.1
      return;
    }
    switch (conversation.begin(peer, mail.from(), mail.parameters())) {
      case Conversation.Begun.Ready(var begun, var reply) -> {
        transaction = Optional.of(begun);
        utf8 = mail.parameters().utf8();
        dialogue.began();
        say(reply);
      }
      case Conversation.Begun.Refused(var reply) -> say(reply);
    }
  }

  private void recipient(Command.Recipient recipient) throws IOException {
    if (!utf8 && recipient.to().needsUtf8()) {
      error(Reply.of(553, "5.6.7", "an address beyond ASCII needs SMTPUTF8"));
    } else if (dialogue.recipients() >= server.limits().recipients()) {
      // RFC 5321 section 4.5.3.1.10
      say(Reply.of(452, "4.5.3", "too many recipients; send the others another message"));
    } else {
      var reply = open().recipient(recipient.to(), recipient.parameters());
      if (reply.isPositive()) {
        dialogue.recipient();
        say(reply);
      } else {
        say(reply);
        if (++tally.refusals >= server.limits().refusals() && !over) {
          end(Reply.of(421, "4.7.0", "too many recipients were refused"), "refusals");
        }
      }
    }
  }

  private Transaction open() {
    return transaction.orElseThrow(() -> new IllegalStateException("no message has begun"));
  }

  private void data() throws IOException {
    var refusal = open().ready();
    if (refusal.isPresent()) {
      forget();
      say(refusal.get());
      return;
    }
    say(Reply.plain(354, "the text, and CR LF dot CR LF after it"));
    link.flush();
    var text = new DataText(link, server.limits());
    var answer = ask(text);
    text.drain();
    conclude(text, answer);
  }

  private void chunk(Command.Chunk chunk) throws IOException {
    var refusal = open().ready();
    if (refusal.isPresent()) {
      refuseChunk(chunk.size(), refusal.get());
      forget();
      return;
    }
    var text = new ChunkText(link, server.limits(), chunk);
    var answer = ask(text);
    if (answer.isPositive() && !text.tooLarge()) {
      text.drain();
    } else {
      text.discardChunk();
    }
    conclude(text, answer);
    if (text.pending().isPresent()) {
      obey(text.pending().get());
    }
  }

  /** The octets of a chunk that is refused come all the same (RFC 3030 section 2). */
  private void refuseChunk(long size, Reply reply) throws IOException {
    if (size > server.limits().size().bytes()) {
      end(Reply.of(552, "5.3.4", "the message is larger than allowed"), "chunk");
    } else if (ChunkText.discard(link, server.limits(), size)) {
      error(reply);
    } else {
      end("client-gone");
    }
  }

  /** What the hop says to a text; a mistake of its own refuses the message for now. */
  private Reply ask(MessageText text) {
    try {
      return open().message(text);
    } catch (BrokenTextException broken) {
      return Reply.of(451, "4.3.0", "the text is not whole"); // never said; see conclude
    } catch (IOException | RuntimeException e) {
      tally.mistake(e);
      return Reply.of(451, "4.3.0", "the message could not be taken");
    }
  }

  /** Only a text that is whole has the hop's answer for its own. */
  private void conclude(MessageText text, Reply answer) throws IOException {
    forget();
    tally.texts(text.size());
    switch (text.ending()) {
      case WHOLE, OPEN -> {
        boolean taken = answer.isPositive() && !text.tooLarge();
        tally.messages += taken ? 1 : 0;
        say(
            text.tooLarge()
                ? Reply.of(552, "5.3.4", "the message is larger than allowed")
                : answer);
      }
      // What follows may be the rest of the text to another server: nothing of it is read.
      case FAULTY -> end(Reply.of(554, "5.6.0", text.reason()), "text: " + text.reason());
      case SLOW -> end(Reply.of(421, "4.4.2", text.reason()), "text: " + text.reason());
      case GONE -> end("text: " + text.reason());
      case ABANDONED -> {
        // the command that abandoned it has the answer
      }
    }
  }

  private void startTls() throws IOException {
    say(Reply.of(220, "2.0.0", "go ahead"));
    link.flush();
    if (link.buffered() > 0) {
      // Commands that came in clear must not be obeyed as if they had come through TLS.
      tally.injected = true;
    }
    var tls = server.tls().orElseThrow();
    peer = peer.secured(Handshake.shake(link, tls));
    link.endAfter(server.limits().message().plusNanos(until - System.nanoTime()));
    dialogue.secured();
    forget();
  }

  private void login(Command.Login login) throws IOException {
    if (!offers().has(Capabilities.AUTH)) {
      error(Reply.of(502, "5.5.1", "not offered"));
      return;
    }
    var exchange = new ClientLogin(link, server.limits(), login);
    var reply = conversation.login(exchange);
    if (exchange.isOver()) {
      end("client-gone");
      return;
    }
    if (reply.code() == 235) {
      dialogue.loggedIn();
      say(reply);
    } else {
      error(reply);
    }
  }

  private void actFor(Attributes client) throws IOException {
    var renewed = XclientPeer.of(peer, client);
    if (renewed.isEmpty()) {
      error(Reply.of(501, "5.5.4", "ADDR or PORT is none"));
      return;
    }
    peer = renewed.get();
    dialogue.renewed();
    forget();
    greet();
  }

  private void forget() {
    transaction.ifPresent(Transaction::close);
    transaction = Optional.empty();
    dialogue.reset();
    peer = peer.forwarding(Optional.empty());
  }

  private void error(Reply reply) throws IOException {
    if (++tally.errors >= server.limits().errors()) {
      end(Reply.of(421, "4.7.0", "too many errors"), "errors");
    } else {
      say(reply);
    }
  }

  private void say(Reply reply) throws IOException {
    link.write(reply.format());
    if (reply.code() == 421) { // RFC 5321 section 3.8
      end("hop: 421");
    }
  }

  private void end(Reply reply, String cause) throws IOException {
    link.write(reply.format());
    end(cause);
  }

  private void end(String cause) {
    tally.cause = cause;
    over = true;
  }
}

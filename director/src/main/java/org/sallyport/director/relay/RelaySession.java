package org.sallyport.director.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.ClientAddress;
import org.sallyport.director.filter.Verdict;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.Ending;
import org.sallyport.director.service.ProxyGreeting;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.ServiceSettings.TlsMode;
import org.sallyport.net.loop.Deadline;

/**
 * One client's connection and the one that is opened to a member for it. This handler stands on the
 * client's side; {@link RelayMember} on the other.
 *
 * <p>A member that refuses, or does not answer within its share of the connect time, is reported
 * and the next one is tried, which the client does not notice. Once a member is reached nothing is
 * repeated: what was sent may have had an effect. The ClientHello that passes through is an
 * exception until the first answer to it: it has no effect, and what may come with it is known to
 * be repeatable (RFC 8446 section 8).
 */
@SuppressWarnings("ReferenceEquality") // what is awaited is known by identity
public final class RelaySession extends ChannelInboundHandlerAdapter implements ClientSession {
  private static final int EARLY_MOST = 64 * 1024;

  private final ServiceLoop at;
  private final InetSocketAddress clientAddress;
  private final @Nullable String serverName;
  private final long began = System.nanoTime();
  private final Timer timer = new Timer();
  private final RelaySearch search;

  private @Nullable ChannelHandlerContext client;
  private @Nullable RelayMember member;
  private @Nullable ByteBuf early;
  private @Nullable ByteBuf opening;
  private boolean connected;
  private boolean clientEnded;
  private boolean clientEndSent;
  private boolean closed;
  private long bytesIn;
  private long bytesOut;

  /**
   * A session that begins when it is told that the connection is open ({@code channelActive}).
   *
   * @param clientAddress who the client is, which a PROXY protocol header may have said
   * @param serverName the name of the ClientHello, if one was read
   * @param early bytes that were read already and belong to the member; taken over
   */
  public RelaySession(
      ServiceLoop at,
      InetSocketAddress clientAddress,
      @Nullable String serverName,
      @Nullable ByteBuf early) {
    this.at = at;
    this.clientAddress = clientAddress;
    this.serverName = serverName;
    this.early = early;
    this.search = new RelaySearch(this, at, clientAddress.getAddress());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    client = context;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin();
  }

  private void begin() {
    at.enter(this);
    var filter = at.service().filter();
    if (!filter.isEmpty()) {
      var client = ClientAddress.of(clientAddress.getAddress());
      if (filter.onConnection(client, began) instanceof Verdict.Denied(String rule, _)) {
        refuse(Refusal.FILTER, rule);
        return;
      }
    }
    if (!at.service().settings().decrypts()) {
      search.begin();
    }
    // Else the handshake comes first, which has its own time: members see no unknown client.
  }

  // What the search asks.

  /** The next step may take so long. */
  void arm(long millis) {
    at.loop().deadlines().set(timer, millis);
  }

  /** Opens a connection to the member that was chosen. */
  void reach(Member chosen, long millis) {
    var reached = new RelayMember(this, at, chosen);
    member = reached;
    arm(millis);
    reached.open();
  }

  // What the member's side tells while it is being reached.

  /** The member answered: what has come from the client goes to it. */
  void reached(RelayMember reached) {
    if (closed || client == null) {
      return;
    }
    connected = true;
    touch();
    if (early != null) {
      var bytes = early;
      early = null;
      bytesIn += bytes.readableBytes();
      if (at.service().settings().tls() == TlsMode.PASSTHROUGH) {
        opening = bytes.retainedDuplicate();
      }
      reached.send(bytes);
      reached.flush();
    }
    client.channel().config().setAutoRead(true);
    if (clientEnded) {
      reached.endOfClient();
    }
  }

  /** The member could not be reached: the next one is tried. */
  void unreachable(RelayMember failed, String cause) {
    if (closed || member != failed) {
      return;
    }
    at.service().signals().connectFailed(failed.member(), cause);
    failed.member().traffic().connectFailed();
    unreached(failed, cause);
  }

  private void silent(RelayMember failed) {
    var cause = "no answer to the connection within the connect time";
    if (search.blamesSilence()) {
      unreachable(failed, cause);
    } else {
      unreached(failed, cause);
    }
  }

  private void unreached(RelayMember failed, String cause) {
    member = null;
    failed.close();
    search.next(failed.member(), cause);
  }

  /**
   * The member was lost: the next one is tried, where the client has said nothing yet that may not
   * be repeated. It is no failure of the member, for the client may be what it takes offence at.
   *
   * @return whether that is so
   */
  boolean beginsAnew(RelayMember lost, String cause) {
    var repeatable = opening;
    if (repeatable == null || closed || clientEnded || member != lost) {
      return false;
    }
    opening = null;
    early = repeatable;
    bytesIn -= repeatable.readableBytes();
    connected = false;
    member = null;
    lost.close();
    search.again(lost.member(), cause);
    return true;
  }

  private void spendOpening() {
    if (opening != null) {
      opening.release();
      opening = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    touch();
    if (connected && member != null) {
      spendOpening();
      bytesIn += bytes.readableBytes();
      member.send(bytes);
    } else {
      keep(bytes);
    }
  }

  /** Holds what arrives before a member is reached, which happens behind TLS only. */
  private void keep(ByteBuf bytes) {
    if (closed || client == null) {
      bytes.release();
      return;
    }
    if (early == null) {
      early = bytes;
    } else if (early instanceof CompositeByteBuf pieces) {
      pieces.addComponent(true, bytes);
    } else {
      early = client.alloc().compositeBuffer().addComponent(true, early).addComponent(true, bytes);
    }
    if (early.readableBytes() > EARLY_MOST) {
      client.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (connected && member != null) {
      member.flush();
      if (!member.writable()) {
        context.channel().config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (member != null && context.channel().isWritable()) {
      touch();
      member.resume();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      endOfClientInput();
    } else if (event instanceof SslHandshakeCompletionEvent handshake) {
      shaken(handshake);
    }
  }

  private void shaken(SslHandshakeCompletionEvent handshake) {
    if (closed) {
      return;
    }
    if (handshake.isSuccess()) {
      search.begin();
    } else {
      // Not reset: the client is told by an alert, which is on its way.
      at.service().counters().refused(Refusal.HANDSHAKE);
      finish(Outcome.REFUSED, String.valueOf(handshake.cause().getMessage()));
    }
  }

  private void endOfClientInput() {
    if (clientEnded) {
      return;
    }
    clientEnded = true;
    if (connected && member != null) {
      member.endOfClient();
    } else if (!search.begun()) {
      finish(Outcome.CUT, "the client left");
    }
    // Else the member hears of it once it is reached: it may have something to say all the same.
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (clientEndSent && !clientEnded && !closed) {
      // Its end, after which nothing was left to wait for; the member may still have to hear of it.
      endOfClientInput();
      return;
    }
    boolean over = member != null && member.ended();
    finish(over ? Outcome.OK : Outcome.CUT, over ? search.reason() : "the client left");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    reset(String.valueOf(cause.getMessage()));
  }

  // What the member's side asks and tells.

  /** The PROXY protocol header that the member wants, or null. */
  @Nullable ByteBuf greeting(Member to) {
    if (client == null) {
      return null;
    }
    var called = (InetSocketAddress) client.channel().localAddress();
    return ProxyGreeting.of(to.settings().proxyProtocol(), clientAddress, called);
  }

  void toClient(ByteBuf bytes) {
    touch();
    if (client == null || closed) {
      bytes.release();
      return;
    }
    spendOpening();
    bytesOut += bytes.readableBytes();
    client.write(bytes, client.voidPromise());
  }

  void flushToClient() {
    if (client != null) {
      client.flush();
    }
  }

  boolean clientWritable() {
    return client == null || client.channel().isWritable();
  }

  void resumeClient() {
    touch();
    if (client != null) {
      client.channel().config().setAutoRead(true);
    }
  }

  /** The member sent all it had: so does this side, and with both ends reached it is over. */
  void endOfMember() {
    var towards = client;
    if (towards == null || closed) {
      return;
    }
    Runnable then =
        () -> {
          clientEndSent = true;
          Ending.nextEndCloses(towards.channel());
          bothEnded();
        };
    if (clientEnded && member != null && member.endSent()) {
      // Closing what all has left ends this direction as well, and it was the last.
      towards.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> then.run());
    } else {
      Ending.afterFlush(towards, then);
    }
  }

  /**
   * The member broke off, so that nobody knows whether it sent all it had: the client gets what
   * there was and no word that it was all.
   */
  void brokenOff(String cause) {
    if (client != null && !closed) {
      Ending.unsaidAfterFlush(client, () -> finish(clientEnded ? Outcome.OK : Outcome.CUT, cause));
    }
  }

  /** Closing drops what a side has not taken yet, so both must have been given their end. */
  void bothEnded() {
    if (clientEnded && clientEndSent && member != null && member.endSent()) {
      finish(Outcome.OK, search.reason());
    }
  }

  /** Ends both connections with a reset, as one of them ended. */
  void reset(String cause) {
    if (!closed && client != null) {
      Ending.withReset(client.channel());
      if (member != null) {
        member.resetConnection();
      }
    }
    finish(Outcome.CUT, cause);
  }

  @Override
  public void drain() {
    // A relayed protocol is not read, so nobody knows when nothing is in hand.
  }

  @Override
  public void stop(String cause) {
    reset(cause);
  }

  void refuse(Refusal refusal, String cause) {
    if (closed) {
      return;
    }
    at.service().counters().refused(refusal);
    if (client != null) {
      Ending.withReset(client.channel());
    }
    finish(Outcome.REFUSED, refusal == Refusal.FILTER ? "filter " + cause : cause);
  }

  private void touch() {
    if (connected && !closed) {
      arm(at.service().settings().timeouts().idle().toMillis());
    }
  }

  private void finish(Outcome outcome, String cause) {
    if (closed) {
      return;
    }
    closed = true;
    search.stop();
    at.loop().deadlines().remove(timer);
    if (early != null) {
      early.release();
      early = null;
    }
    spendOpening();
    if (member != null) {
      member.close();
    }
    if (client != null) {
      client.close();
    }
    at.leave(this);
    at.service().release(clientAddress.getAddress());
    var counters = at.service().counters();
    counters.received(bytesIn);
    counters.sent(bytesOut);
    if (member != null) {
      member.member().traffic().addBytesIn(bytesIn);
      member.member().traffic().addBytesOut(bytesOut);
    }
    log(search.retried() && outcome == Outcome.OK ? Outcome.RETRIED : outcome, cause);
  }

  private void log(Outcome outcome, String cause) {
    var accessLog = at.service().accessLog();
    if (!accessLog.enabled()) {
      return;
    }
    var entry =
        at.accessEntry()
            .service(at.service().name())
            .client(clientAddress.getAddress(), clientAddress.getPort())
            .serverName(serverName)
            .bytes(bytesIn, bytesOut)
            .duration(System.nanoTime() - began)
            .outcome(outcome);
    if (member != null) {
      entry.member(member.member().name(), cause);
    } else {
      entry.reason(cause);
    }
    accessLog.write(entry);
  }

  /** The connect time while a member is searched, the idle time afterwards. */
  private final class Timer extends Deadline {
    @Override
    protected void expired() {
      if (connected) {
        reset("idle for too long");
      } else if (member != null) {
        silent(member);
      } else {
        search.verdictOverdue();
      }
    }
  }
}

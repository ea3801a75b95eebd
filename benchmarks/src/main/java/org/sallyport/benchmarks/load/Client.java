package org.sallyport.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One simulated user: one connection at a time, one request at a time, and the cookie it was given.
 * Event loop only. Sharable because the same user is on one connection after another.
 */
@Sharable
final class Client extends ChannelInboundHandlerAdapter {
  private static final long NOTHING_DUE = Long.MIN_VALUE;

  private final LoadRun run;
  private final LoadPlan plan;
  private final ResponseReader reader = new ResponseReader();
  private ByteBuf request;
  private @Nullable Channel channel;
  private long due = NOTHING_DUE;
  private boolean hasCookie;
  private boolean ended;
  private int member;

  Client(LoadRun run, LoadPlan plan) {
    this.run = run;
    this.plan = plan;
    this.request = request("");
  }

  boolean isConnected() {
    return channel != null;
  }

  void connected(ChannelFuture connect) {
    if (ended) {
      connect.channel().close();
      return;
    }
    if (!connect.isSuccess()) {
      broken();
      return;
    }
    reader.reset();
    channel = connect.channel();
    if (due == NOTHING_DUE) {
      run.idle(this);
    } else {
      write(channel);
    }
  }

  /** Sends the request that was due at the instant given (System.nanoTime). */
  void send(long dueAt) {
    due = dueAt;
    var open = channel;
    if (open == null) {
      run.connect(this);
    } else {
      write(open);
    }
  }

  /** Closes the connection and is of no use afterwards. */
  void end() {
    ended = true;
    close();
    request.release();
  }

  private void close() {
    var open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (ctx.channel().equals(channel) && reader.read((ByteBuf) message)) {
        answered();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (ctx.channel().equals(channel)) {
      broken();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    run.sawError(cause);
    ctx.close();
  }

  private void write(Channel open) {
    open.writeAndFlush(request.retainedDuplicate(), open.voidPromise());
  }

  private void answered() {
    var dueAt = due;
    due = NOTHING_DUE;
    if (reader.status() == 200) {
      run.tally().completed(dueAt);
      checkMember();
    } else {
      run.tally().failed();
    }
    if (plan.newConnectionEach()) {
      close();
    }
    run.idle(this);
  }

  private void checkMember() {
    if (reader.setsCookie()) {
      member = reader.member();
      request.release();
      request =
          request("Cookie: " + new String(reader.cookie(), StandardCharsets.US_ASCII) + "\r\n");
      hasCookie = true;
    } else if (hasCookie && reader.member() != member) {
      run.tally().moved();
      member = reader.member();
    }
  }

  private void broken() {
    channel = null;
    if (due != NOTHING_DUE) {
      due = NOTHING_DUE;
      run.tally().failed();
    }
    run.broken(this);
  }

  private ByteBuf request(String cookieLine) {
    var head =
        "GET " + plan.path() + " HTTP/1.1\r\nHost: " + plan.host() + "\r\n" + cookieLine + "\r\n";
    var bytes = head.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }
}

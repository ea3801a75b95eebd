package org.sallyport.director.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.FilterRule;
import org.sallyport.director.settings.FilterRule.Action;
import org.sallyport.kernel.ByteSize;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.RequestPath;

/** A rule made ready to be asked often. Any thread. */
final class Rule {
  private static final long NOTICE_NANOS = 1_000_000_000L;

  /** What a request is to a rule. */
  enum Match {
    NO,
    YES,
    /** All conditions hold but one: how large a chunked body is will be seen. */
    WHEN_LARGER
  }

  final FilterRule settings;
  final boolean denies;
  final boolean dryRun;
  final Verdict verdict;
  private final ClientAddress.Network[] from;
  private final byte[][] methods;
  private final PathPattern[] paths;
  private final byte @Nullable [] header;
  private final byte @Nullable [] withoutHeader;
  private final long largerThan;
  private final @Nullable RateTable rate;
  private final LongAdder matches;
  private final AtomicLong noticed;
  private final AtomicLong noticedAt;

  /** Takes over what {@code former}, a rule of the same name and conditions, has counted. */
  Rule(FilterRule settings, @Nullable Rule former, long now) {
    this.settings = settings;
    denies = settings.action() == Action.DENY;
    dryRun = settings.dryRun();
    from =
        settings.from().stream()
            .map(ClientAddress.Network::of)
            .toArray(ClientAddress.Network[]::new);
    methods = settings.methods().stream().map(m -> m.getBytes(US_ASCII)).toArray(byte[][]::new);
    paths = settings.paths().stream().map(PathPattern::new).toArray(PathPattern[]::new);
    header = fieldName(settings.header());
    withoutHeader = fieldName(settings.withoutHeader());
    largerThan = settings.largerThan().map(ByteSize::bytes).orElse(-1L);
    verdict = denies ? new Verdict.Denied(settings.rule(), largerThan >= 0) : Verdict.ALLOWED;
    if (former != null) {
      rate = former.rate;
      matches = former.matches;
      noticed = former.noticed;
      noticedAt = former.noticedAt;
    } else {
      rate = settings.perSecondOver().map(n -> new RateTable(n, now)).orElse(null);
      matches = new LongAdder();
      noticed = new AtomicLong();
      noticedAt = new AtomicLong(now - NOTICE_NANOS);
    }
  }

  private static byte @Nullable [] fieldName(Optional<String> name) {
    return name.map(n -> n.toLowerCase(Locale.ROOT).getBytes(US_ASCII)).orElse(null);
  }

  boolean readsPath() {
    return paths.length > 0;
  }

  long largerThan() {
    return largerThan;
  }

  /** Whether a connection matches; a rule that needs a request never does. */
  boolean matches(ClientAddress client, long now) {
    return !settings.needsHttp() && isFrom(client) && isTooOften(client, now);
  }

  /**
   * Whether a request matches. The rate is asked last, so that only what meets the other conditions
   * is counted.
   *
   * @param path the path where it is not simply that of the buffer
   */
  Match matches(
      ClientAddress client, RequestHead head, byte[] buffer, @Nullable RequestPath path, long now) {
    if (!isFrom(client)
        || !hasMethod(head, buffer)
        || (header != null && head.find(header, 0) < 0)
        || (withoutHeader != null && head.find(withoutHeader, 0) >= 0)
        || (paths.length > 0 && !hasPath(head, buffer, path))) {
      return Match.NO;
    }
    if (largerThan >= 0) {
      if (head.framing() == Framing.CHUNKED) {
        return Match.WHEN_LARGER;
      }
      if (head.contentLength() <= largerThan) {
        return Match.NO;
      }
    }
    return isTooOften(client, now) ? Match.YES : Match.NO;
  }

  /** Whether the client comes more often than the rule says; so where it says nothing. */
  boolean isTooOften(ClientAddress client, long now) {
    return rate == null || rate.exceeded(client.client(), now);
  }

  private boolean isFrom(ClientAddress client) {
    for (var network : from) {
      if (network.contains(client)) {
        return true;
      }
    }
    return from.length == 0;
  }

  private boolean hasMethod(RequestHead head, byte[] buffer) {
    int start = head.methodOffset();
    int end = start + head.methodLength();
    for (var method : methods) {
      if (Arrays.equals(buffer, start, end, method, 0, method.length)) {
        return true;
      }
    }
    return methods.length == 0;
  }

  /**
   * A path with several readings is every path to a rule that denies, and none to one that allows.
   */
  private boolean hasPath(RequestHead head, byte[] buffer, @Nullable RequestPath path) {
    return switch (path) {
      case null -> {
        int offset = head.targetOffset();
        yield hasPath(buffer, offset, PathPattern.pathLength(buffer, offset, head.targetLength()));
      }
      case RequestPath.Ambiguous _ -> denies;
      case RequestPath.Plain(var plain) -> hasPath(plain);
    };
  }

  private boolean hasPath(byte[] buffer, int offset, int length) {
    for (var pattern : paths) {
      if (pattern.matches(buffer, offset, length)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPath(String plain) {
    for (var pattern : paths) {
      if (pattern.matches(plain)) {
        return true;
      }
    }
    return false;
  }

  /** Counts a match; tells the listener about denials, once a second at most. */
  void count(ClientAddress client, long now, DenialListener listener) {
    matches.increment();
    if (!denies) {
      return;
    }
    long last = noticedAt.get();
    if (now - last >= NOTICE_NANOS && noticedAt.compareAndSet(last, now)) {
      long total = matches.sum();
      listener.denied(settings.rule(), dryRun, client.address(), total - noticed.getAndSet(total));
    }
  }

  RuleCount counted() {
    return new RuleCount(settings.rule(), settings.action(), dryRun, matches.sum());
  }
}

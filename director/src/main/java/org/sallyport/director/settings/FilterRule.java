package org.sallyport.director.settings;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.IpPrefix;

/** One rule of a service's filter. Conditions that are given must all hold. */
@Doc("One rule: the conditions given must all hold; the first rule that matches decides.")
public record FilterRule(
    @Doc("The name that logs and metrics use.") String rule,
    @Doc("allow or deny.") Action action,
    @Doc("Only count and log what the rule would have done.") @Default("false") boolean dryRun,
    @Doc("Client addresses or networks.") @Default("[]") List<IpPrefix> from,
    @Doc("Request methods; HTTP only.") @Default("[]") List<String> methods,
    @Doc("Paths, decoded and with dot segments removed: exact, or a prefix ending in *; HTTP only.")
        @Default("[]")
        List<String> paths,
    @Doc("A header that is present; HTTP only.") Optional<String> header,
    @Doc("A header that is absent; HTTP only.") Optional<String> withoutHeader,
    @Doc("A request body larger than this; a chunked body counts as larger once it is; HTTP only.")
        Optional<ByteSize> largerThan,
    @Doc("More requests (or connections) a second than this from one address.")
        @Range(min = 1, max = 1_000_000)
        Optional<Integer> perSecondOver)
    implements Checked {

  /** What a matching rule does. */
  public enum Action {
    /** Let it pass; no later rule is asked. */
    ALLOW,
    /** 403 for HTTP, a closed connection otherwise. */
    DENY
  }

  /** Whether the rule needs a request head to be decided. */
  public boolean needsHttp() {
    return !methods.isEmpty()
        || !paths.isEmpty()
        || header.isPresent()
        || withoutHeader.isPresent()
        || largerThan.isPresent();
  }

  @Override
  public void check(Findings findings) {
    FilterRules.check(this, findings);
  }
}

package org.sallyport.director.filter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.FilterRule;
import org.sallyport.director.settings.FilterRule.Action;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.IpPrefix;

/** Settings of rules for tests. */
final class Rules {
  private final String rule;
  private final Action action;
  private boolean dryRun;
  private List<IpPrefix> from = List.of();
  private List<String> methods = List.of();
  private List<String> paths = List.of();
  private @Nullable String header;
  private @Nullable String withoutHeader;
  private @Nullable ByteSize largerThan;
  private @Nullable Integer perSecondOver;

  private Rules(String rule, Action action) {
    this.rule = rule;
    this.action = action;
  }

  static Rules allow(String name) {
    return new Rules(name, Action.ALLOW);
  }

  static Rules deny(String name) {
    return new Rules(name, Action.DENY);
  }

  Rules dryRun() {
    dryRun = true;
    return this;
  }

  Rules from(String... prefixes) {
    from = List.of(prefixes).stream().map(IpPrefix::parse).toList();
    return this;
  }

  Rules methods(String... names) {
    methods = List.of(names);
    return this;
  }

  Rules paths(String... patterns) {
    paths = List.of(patterns);
    return this;
  }

  Rules header(String name) {
    header = name;
    return this;
  }

  Rules withoutHeader(String name) {
    withoutHeader = name;
    return this;
  }

  Rules largerThan(long bytes) {
    largerThan = new ByteSize(bytes);
    return this;
  }

  Rules perSecondOver(int count) {
    perSecondOver = count;
    return this;
  }

  FilterRule settings() {
    return new FilterRule(
        rule,
        action,
        dryRun,
        from,
        methods,
        paths,
        Optional.ofNullable(header),
        Optional.ofNullable(withoutHeader),
        Optional.ofNullable(largerThan),
        Optional.ofNullable(perSecondOver));
  }

  static Filter filter(DenialListener listener, Rules... rules) {
    return Filter.of(
        List.of(rules).stream().map(Rules::settings).toList(), listener, Filter.NONE, 0);
  }

  static Filter filter(Rules... rules) {
    return filter(DenialListener.NONE, rules);
  }
}

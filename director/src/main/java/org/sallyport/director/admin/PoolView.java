package org.sallyport.director.admin;

import java.util.List;
import java.util.Optional;
import org.sallyport.director.settings.PoolSettings;

/**
 * A pool at one moment.
 *
 * @param incumbent where a failover pool sends new sessions; empty for other policies, or where
 *     nobody is fit
 * @param sharedCause why nobody is moved although nobody is up, a sentence; empty otherwise
 * @param members in order of preference
 */
public record PoolView(
    String name,
    PoolSettings.Kind kind,
    PoolSettings.Policy policy,
    PoolSettings.FailBack failBack,
    Optional<String> incumbent,
    Optional<String> sharedCause,
    List<MemberView> members) {
  public PoolView {
    members = List.copyOf(members);
  }

  /** The member of that name. */
  public Optional<MemberView> member(String member) {
    return members.stream().filter(each -> each.name().equals(member)).findFirst();
  }
}

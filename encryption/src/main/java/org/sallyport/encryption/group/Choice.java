package org.sallyport.encryption.group;

import java.util.List;
import org.sallyport.encryption.consumer.Consumer;

/**
 * Which group somebody is in.
 *
 * @param why for people, such as {@code matched group Staff because department equals Engineering}
 */
public record Choice(Group group, String why) {
  /**
   * The first group whose condition holds.
   *
   * @param ordered groups as {@link Groups#all} gives them, the last one for everybody
   */
  public static Choice of(List<Group> ordered, Consumer person) {
    for (var group : ordered) {
      var reason = group.condition().reason(person);
      if (reason.isPresent()) {
        return new Choice(group, "matched group " + group.name() + " " + reason.get());
      }
    }
    throw new IllegalStateException("the group for everybody is missing");
  }
}

package org.sallyport.encryption.policy;

import java.util.List;
import java.util.Map;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.group.Choice;
import org.sallyport.encryption.group.Group;

/**
 * All documents of one serial; immutable.
 *
 * @param groups in their order
 * @param documents by the group's id, one for each
 */
record IssuedPolicies(long serial, List<Group> groups, Map<String, SignedPolicy> documents) {
  IssuedPolicies {
    groups = List.copyOf(groups);
    documents = Map.copyOf(documents);
  }

  Choice choice(Consumer person) {
    return Choice.of(groups, person);
  }

  SignedPolicy of(Group group) {
    var document = documents.get(group.id());
    if (document == null) {
      throw new IllegalStateException("a group has no document");
    }
    return document;
  }
}

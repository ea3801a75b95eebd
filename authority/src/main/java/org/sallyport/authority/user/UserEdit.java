package org.sallyport.authority.user;

import java.util.Optional;

/** What to change of a user; what is empty stays, an empty text clears. */
public record UserEdit(
    Optional<UserState> state, Optional<String> externalId, Optional<String> ownerCluster) {}

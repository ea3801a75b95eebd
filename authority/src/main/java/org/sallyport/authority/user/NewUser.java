package org.sallyport.authority.user;

import java.util.Optional;

/** A user to create. */
public record NewUser(
    UserName name, Optional<String> externalId, Optional<String> ownerCluster, UserState state) {}

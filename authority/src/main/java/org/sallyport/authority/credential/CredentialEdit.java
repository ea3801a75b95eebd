package org.sallyport.authority.credential;

import java.util.Optional;

/** What to change of a credential; what is empty stays. */
public record CredentialEdit(Optional<String> name, Optional<CredentialState> state) {}

package org.sallyport.authority.continuity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.user.UserName;

/**
 * Some packages.
 *
 * @param next the cursor of the next page, empty after the last
 * @param until when they end
 */
public record PackagePage(List<SealedPackage> packages, Optional<String> next, Instant until) {
  /** Copies the list. */
  public PackagePage {
    packages = List.copyOf(packages);
  }

  /** One user's, as {@link org.sallyport.oath.PackageSealing} seals it. */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
  public record SealedPackage(UserName user, byte[] sealed) {}
}

package org.sallyport.authority.continuity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.credential.ComingCodes;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.authority.user.Users;
import org.sallyport.oath.LocalPackage;
import org.sallyport.oath.PackageSealing;
import org.sallyport.store.Store;

/**
 * Makes packages for gateways. Users who are disabled or locked get none, nor do those with a PIN:
 * a gateway could not ask for it, and would open with less than the authority does. Safe for use by
 * several threads; takes long, blocks.
 */
public final class Packages {
  private final Store store;
  private final Users users;
  private final ComingCodes codes;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Packages of these users and codes. */
  public Packages(
      Store store, Users users, ComingCodes codes, AuditTrail audit, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
  }

  /** A page of packages, of active users with enabled credentials, in the order of their names. */
  public PackagePage page(Caller caller, PackageRequest request) {
    var now = clock.instant();
    var until = now.plus(request.horizon());
    if (request.after().isEmpty()) {
      // Who asks from the beginning takes all: one entry for the whole.
      store.write(
          in -> {
            audit.record(in, caller, "packages-issued", "", "until " + AuditTrail.text(until));
            return true;
          });
    }
    var read = read(caller.tenant(), request);
    var packages = new ArrayList<PackagePage.SealedPackage>();
    for (var user : read.users) {
      if (entitled(user, now) && read.sources.isPresent() && read.sources.get().has(user.name())) {
        packages.add(seal(read.sources.get(), user.name(), now, until, request.gateway()));
      }
    }
    return new PackagePage(packages, read.next(request.limit()), until);
  }

  private static boolean entitled(User user, Instant now) {
    return user.state() == UserState.ACTIVE && !user.pin() && !user.lockedAt(now);
  }

  private PackagePage.SealedPackage seal(
      ComingCodes.Sources sources, UserName user, Instant now, Instant until, byte[] gateway) {
    var contents = new LocalPackage(user.text(), now, until, codes.make(sources, user, until));
    return new PackagePage.SealedPackage(user, PackageSealing.seal(contents, gateway));
  }

  private Page read(String tenant, PackageRequest request) {
    var after = request.after().flatMap(UserName::of);
    return store.read(
        in -> {
          var page = users.search(in, tenant, "", after, request.limit());
          return page.isEmpty()
              ? new Page(page, Optional.empty())
              : new Page(
                  page,
                  Optional.of(
                      codes.read(in, tenant, page.getFirst().name(), page.getLast().name())));
        });
  }

  private record Page(List<User> users, Optional<ComingCodes.Sources> sources) {
    Optional<String> next(int limit) {
      return users.size() < limit ? Optional.empty() : Optional.of(users.getLast().name().text());
    }
  }
}

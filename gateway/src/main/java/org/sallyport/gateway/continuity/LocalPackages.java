package org.sallyport.gateway.continuity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Enrolment;
import org.sallyport.oath.LocalPackage;
import org.sallyport.oath.LocalPackage.Verdict;
import org.sallyport.oath.PackageKey;
import org.sallyport.oath.PackageSealing;

/** Verifies codes against the packages that the authority issued before. */
final class LocalPackages implements LocalCheck, AutoCloseable {
  private static final int WINDOW = 1;
  private static final String FILE = "packages";

  private final Path folder;
  private final PackageKey key;
  private final InstantSource clock;
  private final UsedCodes used;
  private final RecentCodes recent = new RecentCodes();
  private final WrongCodes wrong;
  private @Nullable PackageFile packages;

  private LocalPackages(Path folder, PackageKey key, InstantSource clock, UsedCodes used) {
    this.folder = folder;
    this.key = key;
    this.clock = clock;
    this.used = used;
    wrong = new WrongCodes(clock);
  }

  /** Opens what the folder has. Blocks. */
  static LocalPackages open(Path folder, PackageKey key, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    var used = UsedCodes.open(folder.resolve("used-codes"), clock.instant());
    var opened = new LocalPackages(folder, key, clock, used);
    opened.packages = PackageFile.open(folder.resolve(FILE)).orElse(null);
    return opened;
  }

  PackageKey key() {
    return key;
  }

  UsedCodes used() {
    return used;
  }

  /** Begins a file that {@link #replace} puts into use. */
  PackageFile.Writer write(Instant until) throws IOException {
    return new PackageFile.Writer(folder.resolve(FILE + ".new"), until);
  }

  synchronized void replace(PackageFile.Writer complete) throws IOException {
    complete.commit(folder.resolve(FILE));
    var fresh = PackageFile.open(folder.resolve(FILE));
    if (packages != null) {
      packages.close();
    }
    packages = fresh.orElse(null);
  }

  synchronized int size() {
    return packages == null ? 0 : packages.size();
  }

  synchronized Optional<Instant> until() {
    return Optional.ofNullable(packages).map(PackageFile::until);
  }

  private synchronized Optional<PackageFile.Sealed> sealed(String user) {
    return Optional.ofNullable(packages).flatMap(file -> file.find(user));
  }

  private Optional<LocalPackage> opened(String user) {
    return sealed(user).flatMap(one -> PackageSealing.open(one.bytes(), one.user(), key));
  }

  @Override
  public Answer check(String user, String code) {
    if (wrong.locked(user)) {
      return refused("locked");
    }
    if (recent.contains(user, code)) {
      return refused("replayed");
    }
    var opened = opened(user);
    if (opened.isEmpty()) {
      return unknown("no local package");
    }
    return switch (opened.get().find(code, clock.instant(), WINDOW, used::last)) {
      case Verdict.Right(var found) -> accept(user, found);
      case Verdict.Replayed _ -> refused("replayed");
      case Verdict.OutOfTime() -> unknown("the local package has ended");
      case Verdict.Wrong() -> {
        wrong.wrong(user);
        yield refused("wrong code");
      }
    };
  }

  private Answer accept(String user, LocalPackage.Found found) {
    var use =
        new Use(user, found.credential(), found.kind(), found.factor(), clock.instant(), false);
    try {
      if (!used.use(use)) {
        return refused("replayed");
      }
    } catch (IOException | UncheckedIOException e) {
      // A code that cannot be marked as used could be used again.
      return new Answer.Unavailable(Cause.FAULT, "used codes cannot be written: " + e.getMessage());
    }
    wrong.right(user);
    return new Answer.Accepted(found.credential(), Basis.LOCAL_PACKAGE);
  }

  /** Another gateway may have a newer package, or reach the authority. */
  private static Answer unknown(String why) {
    return new Answer.Unavailable(Cause.UNREACHABLE, why);
  }

  private static Answer refused(String reason) {
    return new Answer.Refused(reason, Basis.LOCAL_PACKAGE);
  }

  @Override
  public void spent(String user, String code) {
    recent.add(user, code);
  }

  @Override
  public synchronized boolean live() {
    return packages != null && packages.size() > 0 && clock.instant().isBefore(packages.until());
  }

  @Override
  public Enrolment factors(String user) {
    return opened(user)
        .<Enrolment>map(one -> new Enrolment.Enrolled(one.codeLengths(), false))
        .orElseGet(Enrolment.Unheard::new);
  }

  @Override
  public synchronized void close() throws IOException {
    used.close();
    if (packages != null) {
      packages.close();
    }
  }
}

package org.sallyport.app.node;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.app.node.RoleKind.Opening;
import org.sallyport.app.node.RoleKind.Surroundings;
import org.sallyport.authority.role.Authority;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.web.admin.AdminPart;

/** The authority as a role of a node. */
public final class AuthorityRole implements Role<AuthoritySettings> {
  private final Authority authority;

  private AuthorityRole(Authority authority) {
    this.authority = authority;
  }

  static Opening<AuthoritySettings> open(AuthoritySettings section, Surroundings node) {
    return switch (Authority.open(section, node.version(), InstantSource.system())) {
      case Authority.Opening.Running(var authority) ->
          new Opening.Running<>(new AuthorityRole(authority));
      case Authority.Opening.Refused(var problems) -> new Opening.Refused<>(problems);
    };
  }

  /** What judges logins. */
  public Authority authority() {
    return authority;
  }

  @Override
  public List<String> apply(AuthoritySettings wanted) {
    return authority.apply(wanted);
  }

  @Override
  public List<String> needRestart(AuthoritySettings before, AuthoritySettings after) {
    return Authority.needRestart(before, after);
  }

  @Override
  public AdminPart admin() {
    return authority.admin();
  }

  @Override
  public void drain() {
    authority.drain();
  }

  @Override
  public void close() {
    authority.close();
  }
}

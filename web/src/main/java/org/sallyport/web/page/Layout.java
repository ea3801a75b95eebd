package org.sallyport.web.page;

import java.util.List;

/** Whole documents. Any thread. */
public final class Layout {
  private Layout() {}

  /** What {@code layout.jte} takes. */
  record Document(Shell shell, Page page, Viewer viewer) {}

  /** What {@code signin.jte} takes. */
  record SignIn(String then, boolean accounts, String refused) {}

  /** What {@code failure.jte} takes. */
  record Failure(int status, String detail) {}

  /** What {@code roles.jte} takes. */
  record Roles(List<Role> roles) {}

  /**
   * A role of a node.
   *
   * @param name the key of its section
   * @param summary what it does at this moment
   * @param missing what keeps it from serving, a sentence each; empty when it is ready
   * @param links its pages
   */
  public record Role(String name, String summary, List<String> missing, List<Shell.Link> links) {
    public Role {
      missing = List.copyOf(missing);
      links = List.copyOf(links);
    }
  }

  /** What {@code sparkline.jte} takes. */
  record Line(String label, String path) {}

  /** A page within its shell. */
  public static String document(Shell shell, Page page, Viewer viewer) {
    return Own.TEMPLATES.render("layout", new Document(shell, page, viewer)).markup();
  }

  /**
   * The form that takes name, password and code, or the node's own token.
   *
   * @param then the path to go on to
   * @param accounts whether there may be administrators beside the token
   * @param refused why the form was just refused, a sentence; empty where it was not
   */
  public static Page signIn(String then, boolean accounts, String refused) {
    var body = Own.TEMPLATES.render("signin", new SignIn(then, accounts, refused));
    return new Page("Sign in", "/sign-in", false, body);
  }

  /** A failure. */
  public static Page failure(int status, String title, String detail) {
    return new Page(title, "", false, Own.TEMPLATES.render("failure", new Failure(status, detail)));
  }

  /**
   * The roles of a node, renewed while it is looked at.
   *
   * @param path where the page is
   */
  public static Page roles(String path, List<Role> roles) {
    return new Page("Node", path, true, Own.TEMPLATES.render("roles", new Roles(roles)));
  }

  static Html line(String label, String path) {
    return Own.TEMPLATES.render("sparkline", new Line(label, path));
  }

  /** Made at the first page, not at start. */
  private static final class Own {
    static final Templates TEMPLATES = new Templates(Layout.class);
  }
}

package org.sallyport.web.page;

/** Whole documents. */
public final class Layout {
  private Layout() {}

  /** A page within its shell. */
  public static String document(Shell shell, Page page, Viewer viewer) {
    return Html.of((out, none) -> JtelayoutGenerated.render(out, none, shell, page, viewer))
        .toString();
  }

  /**
   * The form that takes the administrator's token.
   *
   * @param then the path to go on to
   * @param refused whether a token was just refused
   */
  public static Page signIn(String then, boolean refused) {
    var body = Html.of((out, none) -> JtesigninGenerated.render(out, none, then, refused));
    return new Page("Sign in", "/sign-in", false, body);
  }

  /** A failure. */
  public static Page failure(int status, String title, String detail) {
    var body = Html.of((out, none) -> JtefailureGenerated.render(out, none, status, detail));
    return new Page(title, "", false, body);
  }
}

package org.sallyport.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * The templates of one package. They are compiled when their module is built; nothing is compiled
 * or read from files at run time. Any thread.
 */
public final class Templates {
  private final TemplateEngine engine;

  /** The templates whose generated classes stand in the package of {@code neighbour}. */
  public Templates(Class<?> neighbour) {
    engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, neighbour.getClassLoader(), neighbour.getPackageName());
  }

  /**
   * What the template writes.
   *
   * @param name without the ending {@code .jte}
   * @param model the template's one parameter
   */
  public Html render(String name, Object model) {
    var out = new StringOutput();
    engine.render(name + ".jte", model, out);
    return new Html(out.toString());
  }
}

package org.sallyport.web.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Markup that a template has written, everything in it escaped as its place needs. */
public final class Html implements Content {
  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /** A generated template class with its parameters. */
  @FunctionalInterface
  public interface Template {
    /** Calls {@code render} of the class, handing both arguments on. */
    void write(HtmlTemplateOutput out, HtmlInterceptor none);
  }

  /** What a template writes; the one way to make markup. */
  public static Html of(Template template) {
    var text = new StringOutput();
    template.write(new OwaspHtmlTemplateOutput(text), NoInterceptor.INSTANCE);
    return new Html(text.toString());
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(markup);
  }

  @Override
  public String toString() {
    return markup;
  }

  /** Generated code wants one, and calls it only where a build names tags to intercept. */
  private enum NoInterceptor implements HtmlInterceptor {
    INSTANCE;

    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
  }
}

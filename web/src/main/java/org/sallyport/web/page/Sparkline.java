package org.sallyport.web.page;

import java.util.Locale;

/**
 * A line of values over time as inline SVG: readable by its label, drawn without script and without
 * style attributes, so that the strictest content security policy lets it pass.
 */
public final class Sparkline {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 32;

  private Sparkline() {}

  /**
   * The drawing.
   *
   * @param label what a screen reader says
   * @param values oldest first; NaN where nothing is known
   * @param slots how many values make the full width; the newest stands at the right edge
   */
  public static Html of(String label, double[] values, int slots) {
    double peak = peak(values);
    var line = new StringBuilder();
    boolean open = false;
    double first = slots - values.length;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        open = false;
        continue;
      }
      double x = (first + i) * WIDTH / Math.max(1, slots - 1);
      double y = HEIGHT - 1.5 - (peak == 0 ? 0 : values[i] / peak * (HEIGHT - 3));
      line.append(String.format(Locale.ROOT, "%s%.1f %.1f", open ? "L" : "M", x, y));
      open = true;
    }
    return Layout.line(label, line.toString());
  }

  /** The greatest value; 0 where there is none. */
  public static double peak(double[] values) {
    double peak = 0;
    for (double value : values) {
      if (value > peak) {
        peak = value;
      }
    }
    return peak;
  }
}

package org.sallyport.director.admin.dashboard;

import java.util.List;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.web.page.Html;
import org.sallyport.web.page.Sparkline;

/**
 * A figure with its last five minutes.
 *
 * @param value the newest, as people read it
 * @param unit may be empty
 */
record Chart(String label, String value, String unit, Html line) {

  /** What is shown of a service. */
  static List<Chart> of(ServiceView service, Series series) {
    boolean http = service.protocol() == ServiceSettings.Protocol.HTTP;
    return List.of(
        count("Open connections", service.connections(), series.connections()),
        number(
            http ? "Requests" : "New connections",
            "/s",
            Series.newest(series.requests()),
            series.requests()),
        bytes(series.bytes()),
        number("Latency, 99th percentile", "ms", service.latency().p99(), series.p99()));
  }

  private static Chart number(String label, String unit, double newest, double[] values) {
    var value = Words.decimal(newest);
    var spoken = spoken(label, value + " " + unit, Words.decimal(Sparkline.peak(values)) + unit);
    return new Chart(label, value, unit, Sparkline.of(spoken, values, TrafficHistory.KEPT));
  }

  private static Chart count(String label, long newest, double[] values) {
    var value = Words.count(newest);
    var spoken = spoken(label, value, Words.count(Math.round(Sparkline.peak(values))));
    return new Chart(label, value, "", Sparkline.of(spoken, values, TrafficHistory.KEPT));
  }

  private static Chart bytes(double[] values) {
    var newest = Words.bytes(Series.newest(values));
    int space = newest.indexOf(' ');
    var label = "Bytes, both ways";
    var spoken = spoken(label, newest + "/s", Words.bytes(Sparkline.peak(values)) + "/s");
    return new Chart(
        label,
        newest.substring(0, space),
        newest.substring(space + 1) + "/s",
        Sparkline.of(spoken, values, TrafficHistory.KEPT));
  }

  private static String spoken(String label, String newest, String peak) {
    return label + ": now " + newest.strip() + ", at most " + peak.strip() + " in five minutes";
  }
}

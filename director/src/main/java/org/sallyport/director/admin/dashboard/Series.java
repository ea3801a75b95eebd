package org.sallyport.director.admin.dashboard;

/**
 * Samples of a service's traffic, oldest first, all of one length.
 *
 * @param connections open at the moment
 * @param requests a second since the sample before
 * @param bytes a second since the sample before, both ways together
 * @param p99 in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Series(double[] connections, double[] requests, double[] bytes, double[] p99) {
  static final Series EMPTY =
      new Series(new double[0], new double[0], new double[0], new double[0]);

  /** The newest value; 0 where there is none. */
  static double newest(double[] values) {
    return values.length == 0 ? 0 : values[values.length - 1];
  }
}

package org.sallyport.app.log;

/** How much is logged. */
public enum LogLevel {
  /** What broke. */
  ERROR,
  /** And what somebody should look at. */
  WARN,
  /** And every change of state. */
  INFO,
  /** And each step, for the search of a fault. */
  DEBUG,
  /** And everything. */
  TRACE
}

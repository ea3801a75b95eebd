package org.sallyport.config;

/**
 * A section with rules that span several of its keys. The binder calls {@link #check} once all keys
 * are bound and adds what it reports to the other problems.
 */
public interface Checked {
  /** Reports every broken rule to {@code findings}; throws nothing. */
  void check(Findings findings);

  /** Where a section reports what is wrong with it. */
  interface Findings {
    /**
     * Reports a problem at a key of this section.
     *
     * @param path the key, or a path below it joined by dots and brackets; empty for the section
     * @param message what is there, what was expected
     */
    void problem(String path, String message);

    /**
     * Reports something that works but deserves a second look; the file stays valid.
     *
     * @param path as for {@link #problem}
     * @param message what is there, and what it may lead to
     */
    void warning(String path, String message);
  }
}

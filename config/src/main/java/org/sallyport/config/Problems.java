package org.sallyport.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found in one file so far. */
final class Problems {
  private static final Comparator<Note> IN_FILE_ORDER =
      Comparator.comparingInt((Note n) -> n.at().line()).thenComparingInt(n -> n.at().column());

  private final String file;
  private final List<Note> problems = new ArrayList<>();
  private final List<Note> warnings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  private record Note(Span at, String path, String message) {}

  void problem(Span at, String path, String message) {
    problems.add(new Note(at, path, message));
  }

  void warning(Span at, String path, String message) {
    warnings.add(new Note(at, path, message));
  }

  boolean none() {
    return problems.isEmpty();
  }

  /** The problems in the order of the file, with excerpts of {@code source}. */
  List<Problem> problems(SourceText source) {
    return listed(problems, source);
  }

  /** The warnings in the order of the file, with excerpts of {@code source}. */
  List<Problem> warnings(SourceText source) {
    return listed(warnings, source);
  }

  private List<Problem> listed(List<Note> notes, SourceText source) {
    return notes.stream()
        .sorted(IN_FILE_ORDER)
        .map(n -> problem(n, source.excerpt(n.at())))
        .toList();
  }

  private Problem problem(Note note, String excerpt) {
    return new Problem(
        file, note.at().line(), note.at().column(), note.path(), note.message(), excerpt);
  }
}

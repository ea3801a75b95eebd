package org.sallyport.oath;

import java.util.List;

/**
 * What a file was read to. Where there are problems, nobody should take the rest without asking.
 *
 * @param credentials what can be taken
 * @param problems what cannot
 */
public record Imported(List<ImportedCredential> credentials, List<ImportProblem> problems) {
  /** Copies both. */
  public Imported {
    credentials = List.copyOf(credentials);
    problems = List.copyOf(problems);
  }

  static Imported refused(String message) {
    return new Imported(List.of(), List.of(new ImportProblem(0, message)));
  }
}

package org.sallyport.oath;

import java.util.ArrayList;
import java.util.List;

/** Parts comma-separated values into lines and fields (RFC 4180 section 2). */
final class CsvRecords {
  private final String text;
  private final List<Line> records = new ArrayList<>();
  private final List<ImportProblem> problems = new ArrayList<>();
  private int at;
  private int line = 1;

  private CsvRecords(String text) {
    this.text = text;
  }

  /**
   * A record.
   *
   * @param line where it begins, from 1
   */
  record Line(int line, List<String> fields) {}

  /** What was read; with a problem, the rest of the text was not. */
  record Read(List<Line> records, List<ImportProblem> problems) {}

  static Read read(String text) {
    var reader = new CsvRecords(text);
    while (reader.at < text.length() && reader.problems.isEmpty()) {
      reader.record();
    }
    return new Read(reader.records, reader.problems);
  }

  private void record() {
    int start = line;
    var fields = new ArrayList<String>();
    do {
      fields.add(field());
    } while (problems.isEmpty() && take(','));
    endOfLine();
    if (fields.size() > 1 || !fields.getFirst().isBlank()) {
      records.add(new Line(start, fields));
    }
  }

  private String field() {
    if (take('"')) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    var field = new StringBuilder();
    int start = line;
    while (at < text.length()) {
      char sign = text.charAt(at++);
      if (sign != '"') {
        line += sign == '\n' ? 1 : 0;
        field.append(sign);
      } else if (take('"')) {
        field.append('"');
      } else {
        return field.toString();
      }
    }
    problems.add(new ImportProblem(start, "a quoted field does not end"));
    return "";
  }

  private boolean take(char sign) {
    if (at < text.length() && text.charAt(at) == sign) {
      at++;
      return true;
    }
    return false;
  }

  private void endOfLine() {
    take('\r');
    if (!take('\n') && at < text.length() && problems.isEmpty()) {
      problems.add(new ImportProblem(line, "something follows a quoted field"));
    }
    line++;
  }
}

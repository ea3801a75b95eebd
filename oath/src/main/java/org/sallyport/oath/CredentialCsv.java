package org.sallyport.oath;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.kernel.Secret;

/**
 * Reads credentials from comma-separated values (RFC 4180) with a first line of column names:
 * {@code user}, {@code serial}, {@code name}, {@code type} ({@code totp}, {@code hotp}), {@code
 * secret} (base 32) or {@code secret-hex}, {@code algorithm}, {@code digits}, {@code period},
 * {@code counter}. Only {@code type} and a secret are needed. Bounded; what is wrong is told with
 * its line.
 */
public final class CredentialCsv {
  /** The largest file that is read, in octets. */
  public static final int LARGEST = 16 << 20;

  private static final int MOST = 50_000;
  private static final Set<String> COLUMNS =
      Set.of(
          "user",
          "serial",
          "name",
          "type",
          "secret",
          "secret-hex",
          "algorithm",
          "digits",
          "period",
          "counter");

  private CredentialCsv() {}

  /** Reads a file in UTF-8. */
  public static Imported read(byte[] file) {
    if (file.length > LARGEST) {
      return Imported.refused("the file is larger than 16 MiB");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return read(CsvRecords.read(text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (CharacterCodingException wrong) {
      return Imported.refused("the file is not UTF-8");
    }
  }

  private static Imported read(CsvRecords.Read file) {
    var problems = new ArrayList<>(file.problems());
    var credentials = new ArrayList<ImportedCredential>();
    if (file.records().isEmpty()) {
      problems.add(
          new ImportProblem(1, "expected a line of column names, such as user,type,secret"));
      return new Imported(credentials, problems);
    }
    var header = file.records().getFirst();
    var columns = header.fields().stream().map(String::strip).toList();
    problems.addAll(wrongColumns(columns));
    if (file.records().size() > MOST) {
      problems.add(new ImportProblem(0, "more than " + MOST + " lines"));
    }
    if (!problems.isEmpty()) {
      return new Imported(credentials, problems);
    }
    for (var line : file.records().subList(1, file.records().size())) {
      try {
        credentials.add(credential(fields(columns, line)));
      } catch (IllegalArgumentException wrong) {
        problems.add(new ImportProblem(line.line(), String.valueOf(wrong.getMessage())));
      }
    }
    return new Imported(credentials, problems);
  }

  private static List<ImportProblem> wrongColumns(List<String> columns) {
    var problems = new ArrayList<ImportProblem>();
    for (var column : columns) {
      if (!COLUMNS.contains(column)) {
        problems.add(new ImportProblem(1, "no column is called '" + column + "'"));
      }
    }
    if (Set.copyOf(columns).size() != columns.size()) {
      problems.add(new ImportProblem(1, "a column is there twice"));
    }
    if (!columns.contains("type")) {
      problems.add(new ImportProblem(1, "expected a column type"));
    }
    if (columns.contains("secret") == columns.contains("secret-hex")) {
      problems.add(new ImportProblem(1, "expected a column secret (base 32) or secret-hex"));
    }
    return problems;
  }

  private static Map<String, String> fields(List<String> columns, CsvRecords.Line line) {
    if (line.fields().size() != columns.size()) {
      throw new IllegalArgumentException(
          "has " + line.fields().size() + " fields, expected " + columns.size());
    }
    var fields = new HashMap<String, String>();
    for (int i = 0; i < columns.size(); i++) {
      var text = line.fields().get(i).strip();
      if (!text.isEmpty()) {
        fields.put(columns.get(i), text);
      }
    }
    return fields;
  }

  private static ImportedCredential credential(Map<String, String> fields) {
    var kind =
        CodeKind.named(fields.getOrDefault("type", ""))
            .orElseThrow(() -> new IllegalArgumentException("type is totp or hotp"));
    var algorithm =
        HashAlgorithm.named(fields.getOrDefault("algorithm", "SHA1"))
            .orElseThrow(() -> new IllegalArgumentException("algorithm is SHA1, SHA256 or SHA512"));
    return new ImportedCredential(
        fields.getOrDefault("serial", ""),
        Optional.ofNullable(fields.get("user")),
        Optional.ofNullable(fields.get("name")),
        kind,
        new CodeForm(algorithm, (int) number(fields, "digits", 6)),
        (int) number(fields, "period", 30),
        number(fields, "counter", 0),
        seed(fields));
  }

  private static Secret seed(Map<String, String> fields) {
    var hex = fields.get("secret-hex");
    if (hex != null) {
      try {
        return Secret.copyOf(HexFormat.of().parseHex(hex));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException("secret-hex is not pairs of hexadecimal digits");
      }
    }
    var bytes =
        Base32.decode(fields.getOrDefault("secret", ""))
            .orElseThrow(
                () -> new IllegalArgumentException("secret is not base 32 in capitals (RFC 4648)"));
    return Secret.copyOf(bytes);
  }

  private static long number(Map<String, String> fields, String name, long absent) {
    var text = fields.get(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(name + " is not a number");
    }
    return Long.parseLong(text);
  }
}

package org.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;

final class ConfigFileTest {
  @Test
  void every_type_is_bound() {
    var house =
        Sample.valid(
            """
            name: home
            porter: {awake: false, address: '[::1]:7', memory: 2MiB, book: log/book.txt, for: 8h,
              steps: 12, colour: '#00ff00'}
            doors:
              front: {opens: both-ways, width: 90, open: 500ms, key: file:front.key, allow: 10.0.0.0/8}
              back: {key: env:BACK_KEY, allow: ['::1', 10.0.0.1]}
            first: front
            """);

    assertThat(house.porter())
        .isEqualTo(
            new Sample.Porter(
                false,
                Optional.of(new HostPort("::1", 7)),
                ByteSize.parse("2MiB"),
                Optional.of(Path.of("/etc/house/log/book.txt")),
                Optional.of(Duration.ofHours(8)),
                12,
                Optional.of(new Sample.Colour(0x00ff00))));
    assertThat(house.doors().get("front"))
        .isEqualTo(
            new Sample.Door(
                Sample.Opens.BOTH_WAYS,
                90,
                Duration.ofMillis(500),
                Optional.of(new SecretSource.File(Path.of("/etc/house/front.key"))),
                List.of(IpPrefix.parse("10.0.0.0/8"))));
    assertThat(house.doors().get("back"))
        .isEqualTo(
            new Sample.Door(
                Sample.Opens.INWARDS,
                80,
                Duration.ofSeconds(5),
                Optional.of(new SecretSource.Environment("BACK_KEY")),
                List.of(IpPrefix.parse("::1"), IpPrefix.parse("10.0.0.1"))));
  }

  @Test
  void maps_keep_the_order_of_the_file() {
    var house = Sample.valid("{name: a, doors: {z: {}, a: {}, m: {}}}");

    assertThat(house.doors().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void every_problem_is_reported_at_once_in_the_order_of_the_file() {
    assertThat(
            Sample.problems(
                """
                porter:
                  awake: yes
                  memory: 64KB
                  steps: 1.5
                doors:
                  front:
                    opens: inward
                    width: 10
                    open: 5
                    allow: [10.0.0.0/8, everybody]
                  front: {}
                  back:
                    widht: 90
                    open: 2h
                first: side
                gates: 2
                """))
        .containsExactly(
            "house.yaml:1:1 name: missing, expected text (What it is called.)",
            "house.yaml:2:10 porter.awake: 'yes': expected true or false",
            "house.yaml:3:11 porter.memory: '64KB': a size is a number and a unit, B, KiB, MiB or"
                + " GiB, such as 64KiB",
            "house.yaml:4:10 porter.steps: '1.5': expected a whole number",
            "house.yaml:7:12 doors.front.opens: 'inward': expected inwards, outwards or both-ways;"
                + " did you mean inwards?",
            "house.yaml:8:12 doors.front.width: 10, expected 40 to 200",
            "house.yaml:9:11 doors.front.open: '5': expected a duration with its unit, such as"
                + " 500ms, 5s, 10m, 8h or 1d",
            "house.yaml:10:25 doors.front.allow[1]: 'everybody': not an IPv4 or IPv6 address:"
                + " everybody",
            "house.yaml:11:3 doors.front: the key stands twice, first in line 6",
            "house.yaml:13:5 doors.back.widht: unknown key; did you mean width?",
            "house.yaml:14:11 doors.back.open: 2h, expected 1ms to 1h",
            "house.yaml:15:8 first: 'side' does not stand in doors",
            "house.yaml:16:1 gates: a retired key: write doors");
  }

  @Test
  void what_a_section_finds_is_shown_at_the_key_it_means() {
    assertThat(
            Sample.problems(
                """
                name: a
                doors:
                  front.door:
                    width: 50
                    opens: both-ways
                """))
        .containsExactly(
            "house.yaml:5:5 doors.front.door.opens: a narrow door cannot open both ways");
  }

  @Test
  void a_warning_leaves_the_file_valid() {
    var loaded = Sample.load("{name: a, doors: {front: {}}}");

    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    assertThat(Sample.lines(loaded.warnings()))
        .containsExactly("house.yaml:1:19 doors.front: anybody can open it");
  }

  @Test
  void a_value_of_the_wrong_kind_says_what_was_expected() {
    assertThat(Sample.problems("{name: [a], porter: awake, doors: {front: [], back: ~}, first:}"))
        .containsExactly(
            "house.yaml:1:8 name: a list, expected text",
            "house.yaml:1:21 porter: a single value, expected a section with keys such as awake",
            "house.yaml:1:43 doors.front: a list, expected a section with keys such as opens",
            "house.yaml:1:47 doors.back: nothing is written here, expected a section with keys"
                + " such as opens",
            "house.yaml:1:57 first: nothing is written here, expected text");
  }

  @Test
  void a_secret_written_by_mistake_is_never_repeated() {
    var loaded =
        Sample.load(
            """
            name: a
            doors:
              front: {key: hunter2, width: 7}
              back: {width: 7, kye: hunter2}
              side:
                key: [hunter2]
              cellar: hunter2
              roof:
                key: "file:"
                key: hunter2
            """);

    assertThat(loaded.toString()).doesNotContain("hunter2");
    assertThat(((Loaded.Invalid<Sample>) loaded).problems())
        .extracting(Problem::message)
        .contains(
            "not a reference to a secret: expected file:PATH or env:NAME; a secret itself does not"
                + " stand in this file");
  }

  @Test
  void yaml_that_cannot_be_read_is_one_problem_with_its_place() {
    assertThat(Sample.problems("name: a\ndoors: [\n"))
        .containsExactly(
            "house.yaml:3:1: not YAML: expected the node content, but found '<stream end>', while"
                + " parsing a flow node that begins in line 3");
    assertThat(Sample.problems("doors:\n\tfront: {}\n"))
        .containsExactly("house.yaml:2:1: a tab at the beginning of line 2, expected spaces");
    assertThat(Sample.problems("")).containsExactly("house.yaml:1:1: the file is empty");
    assertThat(Sample.problems("# nothing\n")).containsExactly("house.yaml:1:1: the file is empty");
    assertThat(Sample.problems("name: a\n---\nname: b\n"))
        .containsExactly("house.yaml:2:1: a second document begins here, expected one in a file");
    assertThat(Sample.problems("name: !!str a\n"))
        .containsExactly("house.yaml:1:7: a YAML tag, expected the value without one");
    assertThat(Sample.problems("name: &a [*a]\n"))
        .containsExactly("house.yaml:1:11: an alias whose anchor does not end before it");
    assertThat(Sample.problems("? [a]\n: b\n"))
        .containsExactly("house.yaml:1:3: a list or section as key, expected a name");
  }

  @Test
  void an_alias_stands_for_its_anchor() {
    var house = Sample.valid("{name: a, doors: {front: &door {width: 99}, back: *door}}");

    assertThat(house.doors().get("back")).isEqualTo(house.doors().get("front"));
  }

  @Test
  void aliases_cannot_swell_a_file() {
    var laughs = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 10; i++) {
      var alias = ", *a" + (i - 1);
      laughs.append("a%d: &a%d [%s]%n".formatted(i, i, alias.repeat(10).substring(2)));
    }

    assertThat(Sample.problems(laughs.toString()))
        .containsExactly("house.yaml:5:5: more than 100000 values, counting what aliases repeat");
  }

  @Test
  void nesting_is_bounded() {
    assertThat(Sample.problems("name: " + "[".repeat(100_000)))
        .containsExactly("house.yaml:1:38: nested more than 32 levels deep");
  }

  @Test
  void bytes_that_are_not_text_are_refused() {
    assertThat(parse("name: a\nfirst: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
        .containsExactly("house.yaml:2:11: a byte that is not UTF-8, expected a UTF-8 file");
    assertThat(parse("name: a\0b".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("house.yaml:1:8: the control character U+0000, expected text");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    assertThat(parse("\uFEFFname: []".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("house.yaml:1:7 name: a list, expected text");
  }

  private static List<String> parse(byte[] bytes) {
    var loaded = ConfigFile.parse("house.yaml", Path.of("/"), bytes, Sample.class);
    return Sample.lines(((Loaded.Invalid<Sample>) loaded).problems());
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem(@TempDir Path folder) throws IOException {
    var missing = folder.resolve("missing.yaml");
    var large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThat(problemOf(missing)).isEqualTo(missing + ": there is no such file");
    assertThat(problemOf(large))
        .isEqualTo(large + ": larger than 1 MiB, which no configuration is");
    assertThat(problemOf(folder)).startsWith(folder + ": cannot be read: ");
  }

  private static String problemOf(Path file) {
    var loaded = ConfigFile.load(file, Sample.class);
    return ((Loaded.Invalid<Sample>) loaded).problems().getFirst().toString();
  }

  @Test
  void paths_are_resolved_against_the_folder_of_the_file(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("a.yaml"), "{name: a, porter: {book: ../b}}");

    var loaded = (Loaded.Valid<Sample>) ConfigFile.load(file, Sample.class);

    assertThat(loaded.value().porter().book())
        .contains(folder.toAbsolutePath().resolveSibling("b"));
  }
}

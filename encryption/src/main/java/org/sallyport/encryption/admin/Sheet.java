package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.web.page.Html;

/**
 * What a page shows, as data: cards of blocks. One template, {@code sheet.jte}, writes all of it
 * and escapes whatever it is given, so that no page can forget to.
 */
record Sheet(List<Card> cards) {
  Sheet {
    cards = List.copyOf(cards);
  }

  static Sheet of(Card... cards) {
    return new Sheet(List.of(cards));
  }

  /**
   * A framed part of a page.
   *
   * @param chip a state beside the title
   */
  record Card(String title, Optional<Cell> chip, List<Block> blocks) {
    Card {
      blocks = List.copyOf(blocks);
    }

    static Card of(String title, Block... blocks) {
      return new Card(title, Optional.empty(), List.of(blocks));
    }

    static Card of(String title, List<Block> blocks) {
      return new Card(title, Optional.empty(), blocks);
    }

    /** The same with a state. */
    Card with(Cell state) {
      return new Card(title, Optional.of(state), blocks);
    }

    /** The same with a block at its end, where there is one. */
    Card and(Optional<? extends Block> more) {
      if (more.isEmpty()) {
        return this;
      }
      var longer = new ArrayList<>(blocks);
      longer.add(more.get());
      return new Card(title, chip, longer);
    }
  }

  /** A part of a card. */
  sealed interface Block {}

  /**
   * A sentence.
   *
   * @param kind the style: empty, {@code muted small}, {@code notice warn}, {@code notice bad}
   */
  record Text(String kind, String text) implements Block {
    static Text plain(String text) {
      return new Text("", text);
    }

    static Text small(String text) {
      return new Text("muted small", text);
    }

    static Text warning(String text) {
      return new Text("notice warn", text);
    }
  }

  /** Names with what is known under them. */
  record Facts(List<Fact> facts) implements Block {
    Facts {
      facts = List.copyOf(facts);
    }

    static Facts of(Fact... facts) {
      return new Facts(List.of(facts));
    }
  }

  /** One of them. */
  record Fact(String name, Cell value) {
    static Fact of(String name, String value) {
      return new Fact(name, Cell.text(value));
    }
  }

  /** Numbers worth seeing from afar. */
  record Figures(List<Figure> figures) implements Block {
    Figures {
      figures = List.copyOf(figures);
    }
  }

  /**
   * One of them.
   *
   * @param picture a chart under it
   */
  record Figure(String name, Cell value, Optional<Html> picture) {}

  /**
   * Rows under headings; on a narrow screen each row is a block.
   *
   * @param columns the headings; rows have as many cells
   * @param none what stands there when there are no rows
   */
  record Table(String caption, List<String> columns, List<Row> rows, String none) implements Block {
    Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** Whether any row can be acted on. */
    boolean acted() {
      return rows.stream().anyMatch(row -> !row.buttons().isEmpty());
    }
  }

  /** A row, the first cell being what it is about. */
  record Row(List<Cell> cells, List<Button> buttons) {
    Row {
      cells = List.copyOf(cells);
      buttons = List.copyOf(buttons);
    }

    static Row of(Cell... cells) {
      return new Row(List.of(cells), List.of());
    }

    /** The same with what can be done. */
    Row with(List<Button> all) {
      return new Row(cells, all);
    }
  }

  /**
   * A value.
   *
   * @param href where it leads; empty: nowhere
   * @param style {@code chip good}, {@code chip warn}, {@code chip bad}, {@code chip}, {@code
   *     mono}, {@code number}, or nothing
   */
  record Cell(String text, String href, String style) {
    static Cell text(String text) {
      return new Cell(text, "", "");
    }

    static Cell link(String text, String href) {
      return new Cell(text, href, "");
    }

    static Cell mono(String text) {
      return new Cell(text, "", "mono");
    }

    static Cell number(long number) {
      return new Cell(Words.number(number), "", "number");
    }

    static Cell good(String word) {
      return new Cell(word, "", "chip good");
    }

    static Cell warn(String word) {
      return new Cell(word, "", "chip warn");
    }

    static Cell bad(String word) {
      return new Cell(word, "", "chip bad");
    }

    static Cell calm(String word) {
      return new Cell(word, "", "chip");
    }
  }

  /** Things that can be done, a small form each. */
  record Buttons(List<Button> buttons) implements Block {
    Buttons {
      buttons = List.copyOf(buttons);
    }
  }

  /**
   * A form that is nothing but a button.
   *
   * @param hidden what it sends beside the session's token
   * @param label what a screen reader says, where the word alone does not say what it is about
   */
  record Button(
      String action,
      String csrf,
      Map<String, String> hidden,
      String word,
      String label,
      boolean danger) {
    static Button of(String action, String csrf, Map<String, String> hidden, String word) {
      return new Button(action, csrf, hidden, word, word, false);
    }

    static Button danger(String action, String csrf, Map<String, String> hidden, String word) {
      return new Button(action, csrf, hidden, word, word, true);
    }

    /** The same, saying what it is about. */
    Button about(String subject) {
      return new Button(action, csrf, hidden, word, word + " " + subject, danger);
    }
  }

  /**
   * A form with fields.
   *
   * @param csrf the session's token; empty for a form that only asks (GET)
   * @param line whether its fields stand beside each other
   */
  record Form(String action, String csrf, List<Field> fields, String word, boolean line)
      implements Block {
    Form {
      fields = List.copyOf(fields);
    }

    /** Whether it changes something. */
    boolean posts() {
      return !csrf.isEmpty();
    }

    /** Something to search with. */
    static Form search(String action, Field... fields) {
      return new Form(action, "", List.of(fields), "Search", true);
    }

    static Form of(String action, String csrf, String word, Field... fields) {
      return new Form(action, csrf, List.of(fields), word, false);
    }

    static Form line(String action, String csrf, String word, Field... fields) {
      return new Form(action, csrf, List.of(fields), word, true);
    }
  }

  /** A field. */
  sealed interface Field {
    String name();
  }

  /**
   * A line of text.
   *
   * @param type of the input element: text, search, password, number, date …
   * @param hint under it; empty for none
   */
  record Input(
      String name,
      String label,
      String type,
      String value,
      String hint,
      boolean required,
      int longest)
      implements Field {
    static Input text(String name, String label, String value) {
      return new Input(name, label, "text", value, "", false, 256);
    }

    static Input search(String name, String label, String value) {
      return new Input(name, label, "search", value, "", false, 256);
    }

    static Input password(String name, String label) {
      return new Input(name, label, "password", "", "", true, 1024);
    }

    Input needed() {
      return new Input(name, label, type, value, hint, true, longest);
    }

    Input hinted(String text) {
      return new Input(name, label, type, value, text, required, longest);
    }

    Input typed(String other) {
      return new Input(name, label, other, value, hint, required, longest);
    }

    /** What a browser may fill in by itself. */
    String filled() {
      return type.equals("password") ? "new-password" : "off";
    }
  }

  /** Several lines of text. */
  record Area(String name, String label, String value, String hint, int rows) implements Field {}

  /** One of several. */
  record Choice(String name, String label, List<Option> options, String chosen) implements Field {
    Choice {
      options = List.copyOf(options);
    }
  }

  /** What may be chosen. */
  record Option(String value, String word) {}

  /** Yes or no; sent as {@code on}. */
  record Tick(String name, String label, boolean ticked) implements Field {}

  /** Sent as it is. */
  record Hidden(String name, String value) implements Field {}

  /** Text to copy, as it is. */
  record Code(String text) implements Block {}

  /** A drawing. */
  record Picture(Html html) implements Block {}

  /** Where else to go. */
  record Links(List<Cell> links) implements Block {
    Links {
      links = List.copyOf(links);
    }

    static Links of(Cell... links) {
      return new Links(List.of(links));
    }
  }
}

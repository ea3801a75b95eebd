package org.sallyport.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 text to a {@link Tree}, with bounds that hold for any text: nesting, and the number of
 * values with all aliases written out, so that a few lines cannot swell into gigabytes.
 */
final class TreeReader {
  static final int MAX_DEPTH = 32;
  static final long MAX_VALUES = 100_000;

  private final Iterator<Event> events;
  private final Map<Anchor, Tree> anchors = new HashMap<>();

  private TreeReader(Iterator<Event> events) {
    this.events = events;
  }

  /** What the text is: a tree, or no tree and why. */
  sealed interface Reading {
    /** The one document. */
    record Document(Tree tree) implements Reading {}

    /** No such document. The message holds no value of the file. */
    record Refused(Span at, String message) implements Reading {}
  }

  /** Reads the one document of {@code text}. */
  static Reading read(String text) {
    var settings =
        LoadSettings.builder().setCodePointLimit(SourceText.MAX_BYTES).setUseMarks(true).build();
    try {
      return new TreeReader(new Parse(settings).parseString(text).iterator()).document();
    } catch (Refusal e) {
      return new Reading.Refused(e.at, e.message);
    } catch (MarkedYamlEngineException e) {
      return new Reading.Refused(place(e.getProblemMark()), syntax(e));
    } catch (YamlEngineException _) {
      return new Reading.Refused(Span.START, "not YAML: a character that YAML does not take");
    }
  }

  private Reading document() throws Refusal {
    next(); // the start of the stream
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      throw new Refusal(Span.START, "the file is empty");
    }
    var tree = value(next(), 0);
    next(); // the end of the document
    var after = next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new Refusal(
          place(after.getStartMark()), "a second document begins here, expected one in a file");
    }
    return new Reading.Document(tree);
  }

  private Event next() {
    return events.next();
  }

  private Tree value(Event event, int depth) throws Refusal {
    if (event instanceof AliasEvent alias) {
      return resolve(alias);
    }
    refuseTag(event);
    var tree =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start -> collection(start, depth + 1);
          default -> throw new IllegalStateException("not the start of a value: " + event);
        };
    if (tree.size() > MAX_VALUES) {
      throw new Refusal(
          tree.span(), "more than " + MAX_VALUES + " values, counting what aliases repeat");
    }
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, tree));
    return tree;
  }

  private Tree collection(CollectionStartEvent start, int depth) throws Refusal {
    if (depth > MAX_DEPTH) {
      throw new Refusal(
          place(start.getStartMark()), "nested more than " + MAX_DEPTH + " levels deep");
    }
    return start.getEventId() == Event.ID.SequenceStart
        ? items(start, depth)
        : entries(start, depth);
  }

  private static Tree.Scalar scalar(ScalarEvent event) {
    return new Tree.Scalar(span(event, event), event.getValue(), event.isPlain());
  }

  private Tree items(Event start, int depth) throws Refusal {
    var items = new ArrayList<Tree>();
    long size = 1;
    var event = next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      var item = value(event, depth);
      items.add(item);
      size += item.size();
      event = next();
    }
    return new Tree.Items(span(start, event), List.copyOf(items), size);
  }

  private Tree entries(Event start, int depth) throws Refusal {
    var entries = new ArrayList<Tree.Entry>();
    long size = 1;
    var event = next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(value(event, depth) instanceof Tree.Scalar key)) {
        throw new Refusal(place(event.getStartMark()), "a list or section as key, expected a name");
      }
      var item = value(next(), depth);
      entries.add(new Tree.Entry(key, item));
      size += 1 + item.size();
      event = next();
    }
    return new Tree.Entries(span(start, event), List.copyOf(entries), size);
  }

  private Tree resolve(AliasEvent alias) throws Refusal {
    var tree = anchors.get(alias.getAlias());
    if (tree == null) {
      throw new Refusal(
          place(alias.getStartMark()), "an alias whose anchor does not end before it");
    }
    return tree;
  }

  private static void refuseTag(Event event) throws Refusal {
    var tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent start -> start.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw new Refusal(place(event.getStartMark()), "a YAML tag, expected the value without one");
    }
  }

  private static Span span(Event start, Event end) {
    var from = place(start.getStartMark());
    var to = place(end.getEndMark());
    return new Span(from.line(), from.column(), to.line(), to.column());
  }

  private static Span place(Optional<Mark> mark) {
    return mark.map(m -> Span.at(m.getLine() + 1, m.getColumn() + 1)).orElse(Span.START);
  }

  /** The library's message without its excerpt of the file, which may hold a secret. */
  private static String syntax(MarkedYamlEngineException e) {
    var context = e.getContext();
    var since = e.getContextMark().map(m -> " that begins in line " + (m.getLine() + 1)).orElse("");
    return "not YAML: " + e.getProblem() + (context == null ? "" : ", " + context + since);
  }

  /** Leaves the recursion with what is wrong; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Span at;
    private final String message;

    Refusal(Span at, String message) {
      super(message, null, false, false);
      this.at = at;
      this.message = message;
    }
  }
}

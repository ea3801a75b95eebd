package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Figure;
import org.sallyport.encryption.admin.Sheet.Figures;
import org.sallyport.encryption.admin.Sheet.Text;

/** The dashboard's figures and warnings. */
final class Overview {
  private final Domain domain;
  private final Stamps stamps;

  Overview(Domain domain, Stamps stamps) {
    this.domain = domain;
    this.stamps = stamps;
  }

  List<Card> cards() {
    var cards = new ArrayList<Card>();
    var warnings = warnings();
    if (!warnings.isEmpty()) {
      cards.add(
          Card.of("Needs somebody", warnings.stream().<Sheet.Block>map(Text::warning).toList()));
    }
    cards.add(Card.of("What there is", figures()));
    return cards;
  }

  private Figures figures() {
    long consumers = domain.store().read(domain.consumers()::count);
    return new Figures(
        List.of(
            new Figure("Consumers", Cell.number(consumers), Optional.empty()),
            new Figure(
                "Administrators",
                Cell.number(domain.administrators().all().size()),
                Optional.empty())));
  }

  private List<String> warnings() {
    var all = new ArrayList<>(stamps.warnings());
    if (domain.administrators().all().stream().noneMatch(one -> one.enabled())) {
      all.add(
          "There is no administrator yet: everybody who works here has the node's own token. Make"
              + " one under Administrators.");
    }
    return all;
  }
}

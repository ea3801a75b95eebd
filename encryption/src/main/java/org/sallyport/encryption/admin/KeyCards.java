package org.sallyport.encryption.admin;

import java.util.List;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.consumer.Consumer;

/** The keys of somebody, as part of the person's page. */
@FunctionalInterface
interface KeyCards {
  /** The cards. */
  List<Card> of(Consumer who);
}

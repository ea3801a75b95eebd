package org.sallyport.encryption.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.sallyport.web.route.Json;

/** Criteria as a column keeps them: a JSON array. */
final class CriteriaColumn {
  private CriteriaColumn() {}

  static String text(List<Criterion> criteria) {
    return Json.text(criteria);
  }

  static List<Criterion> read(String text) {
    return List.of(Json.read(text.getBytes(UTF_8), Criterion[].class));
  }
}

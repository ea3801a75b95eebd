package org.sallyport.web.page;

import java.util.List;

/**
 * What all pages of a server have around them.
 *
 * @param product in each window's title and at the top
 * @param place which machine this is
 * @param links the navigation
 * @param events the path of the event stream that renews live pages; empty: time alone does
 */
public record Shell(String product, String place, List<Link> links, String events) {
  public Shell {
    links = List.copyOf(links);
  }

  /** An entry of the navigation. */
  public record Link(String path, String text) {}
}

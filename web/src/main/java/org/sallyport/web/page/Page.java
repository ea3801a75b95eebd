package org.sallyport.web.page;

/**
 * A page's own part.
 *
 * @param title in the window's title and the main heading
 * @param path where it is, to mark it in the navigation
 * @param live whether it renews itself
 */
public record Page(String title, String path, boolean live, Html body) {}

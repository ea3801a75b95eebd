package org.sallyport.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.sallyport.testkit.Peers;

/** Chromium without a window, with an empty profile. */
final class Browser implements AutoCloseable {
  /** Where pictures go, for people who want to look at pages: a folder that exists. */
  private static final Optional<String> PICTURES =
      Optional.ofNullable(System.getProperty("pictures"));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final String kind;

  private Browser(ChromeDriver driver, String kind) {
    this.driver = driver;
    this.kind = kind;
  }

  /**
   * Starts one.
   *
   * @param folder of its profile, and for what it downloads
   * @param width of what is seen, in CSS pixels
   * @param scripts whether pages may run scripts
   */
  static Browser start(Path folder, int width, boolean scripts) {
    var options = new ChromeOptions();
    options.setBinary(Peers.require("chromium").toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Servers of tests have certificates of an authority that no browser knows.
        "--ignore-certificate-errors",
        "--user-data-dir=" + folder.resolve("profile-" + width + scripts));
    var wishes = new HashMap<String, Object>();
    wishes.put("download.default_directory", folder.toString());
    if (!scripts) {
      wishes.put("profile.managed_default_content_settings.javascript", 2);
    }
    options.setExperimentalOption("prefs", wishes);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Peers.require("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    var driver = new ChromeDriver(service, options);
    driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
    driver.manage().window().setSize(new Dimension(width, 1000));
    if (width < 500) {
      // A window has a least width; what is seen of the page has none.
      driver.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", true));
    }
    return new Browser(driver, width + (scripts ? "" : "-no-scripts"));
  }

  /** Opens a page. */
  void open(String url) {
    driver.get(url);
  }

  /** Waits for the first element. */
  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Writes into a field, instead of what is there. */
  void fill(String selector, String text) {
    var field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Chooses the option of that value. */
  void choose(String selector, String value) {
    find(selector + " option[value='" + value + "']").click();
  }

  /** Clicks. */
  void click(String selector) {
    find(selector).click();
  }

  /** Clicks what leads to another page, and waits for that. */
  void follow(String selector) {
    var left = driver.findElement(By.tagName("html"));
    click(selector);
    await().atMost(PATIENCE).until(() -> isGone(left));
  }

  private static boolean isGone(WebElement page) {
    try {
      return page.getTagName().isEmpty();
    } catch (WebDriverException _) {
      return true;
    }
  }

  /** What somebody reads there. */
  String text(String selector) {
    return find(selector).getText();
  }

  /** How many elements there are now. */
  int count(String selector) {
    var elements = "return document.querySelectorAll(arguments[0]).length";
    return ((Long) Objects.requireNonNull(driver.executeScript(elements, selector))).intValue();
  }

  /** A field's value is another one, though nobody could type it. */
  void forge(String selector, String value) {
    driver.executeScript("arguments[0].value = arguments[1]", find(selector), value);
  }

  /** Reads within a frame. */
  String within(String frame, String selector) {
    driver.switchTo().frame(find(frame));
    try {
      return text(selector);
    } finally {
      driver.switchTo().defaultContent();
    }
  }

  /** Whether a picture within a frame was drawn. */
  boolean drawn(String frame, String picture) {
    driver.switchTo().frame(find(frame));
    try {
      return find(picture).getSize().getWidth() > 1;
    } finally {
      driver.switchTo().defaultContent();
    }
  }

  /** Chooses a file to be sent. */
  void attach(String selector, Path file) {
    find(selector).sendKeys(file.toString());
  }

  /** Has another value for a cookie, as if the server had ended what it stands for. */
  void spoil(String cookie) {
    driver.manage().deleteCookieNamed(cookie);
    driver
        .manage()
        .addCookie(new Cookie.Builder(cookie, "0".repeat(43)).path("/").isSecure(true).build());
  }

  /** Nobody is signed in any more. */
  void forget() {
    driver.manage().deleteAllCookies();
  }

  /** By how much the page is wider than what is seen of it, in CSS pixels. */
  long overflow() {
    var script =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    return (long) Objects.requireNonNull(driver.executeScript(script));
  }

  /**
   * Takes a picture of all of the page where {@code -Dpictures=FOLDER} asks for it.
   *
   * @param name of the page
   */
  void picture(String name) throws IOException {
    if (PICTURES.isPresent()) {
      var shot =
          driver.executeCdpCommand(
              "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
      Files.write(
          Path.of(PICTURES.get(), name + "-" + kind + ".png"),
          Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }
  }

  /** The addresses of the pages that the navigation leads to. */
  List<String> pages() {
    return links("nav .pages a");
  }

  /** Where links lead. */
  List<String> links(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .map(link -> Objects.requireNonNull(link.getDomProperty("href")))
        .toList();
  }

  /** What somebody reads in each. */
  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

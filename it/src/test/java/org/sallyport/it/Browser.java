package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
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

  private final ChromeDriver driver;
  private final String kind;

  private Browser(ChromeDriver driver, String kind) {
    this.driver = driver;
    this.kind = kind;
  }

  /**
   * Starts one.
   *
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
        "--user-data-dir=" + folder.resolve("profile-" + width + scripts));
    if (!scripts) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
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
    return driver.findElements(By.cssSelector("nav .pages a")).stream()
        .map(link -> Objects.requireNonNull(link.getDomProperty("href")))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

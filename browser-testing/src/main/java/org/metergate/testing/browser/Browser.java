// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.metergate.testing.Await;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, as Debian installs it with its driver program. One thread. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of a page of 1,000 meters, and of axe on it, on a machine that is busy with other tests. */
  private static final Duration SLOWEST = Duration.ofSeconds(120);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts a browser. The running test is skipped where there is none.
   *
   * @param arguments further ones for the browser's command line.
   * @return an empty window of 1280 × 900 pixels.
   */
  public static Browser start(String... arguments) {
    Optional<Path> program = program(NAMES);
    Optional<Path> control = program(List.of("chromedriver"));
    assumeTrue(program.isPresent(), "there is no chromium on the PATH, so this test is skipped");
    assumeTrue(
        control.isPresent(),
        "there is no chromedriver on the PATH (package chromium-driver), so this test is skipped");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program.get().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run");
    options.addArguments("--disable-background-networking", "--disable-component-update");
    options.addArguments("--disable-dev-shm-usage", "--window-size=1280,900");
    options.addArguments(arguments);
    LoggingPreferences complaints = new LoggingPreferences();
    complaints.enable(LogType.BROWSER, Level.WARNING);
    options.setCapability("goog:loggingPrefs", complaints);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(control.get().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.driver.manage().timeouts().pageLoadTimeout(SLOWEST).scriptTimeout(SLOWEST);
    return browser;
  }

  private static Optional<Path> program(List<String> names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Returns the driver, for everything that has no method here.
   *
   * @return never closed by its user.
   */
  public ChromeDriver driver() {
    return driver;
  }

  /**
   * Opens an address and waits until the page is loaded.
   *
   * @param uri any address.
   */
  public void open(URI uri) {
    driver.get(uri.toString());
  }

  /**
   * Leaves the page for an empty one, and forgets what the browser complained of: a page of which
   * the server has ended goes on to ask for it.
   */
  public void leave() {
    driver.get("about:blank");
    driver.manage().logs().get(LogType.BROWSER);
  }

  /**
   * Evaluates an expression.
   *
   * @param expression JavaScript.
   * @return its value as a text.
   */
  public String evaluate(String expression) {
    return String.valueOf(driver.executeScript("return String(" + expression + ")"));
  }

  /**
   * Waits until an expression has a value; a page that just reloads itself is waited for too.
   *
   * @param expression JavaScript.
   * @param expected its value as a text.
   * @throws Exception never but for an interruption.
   */
  public void await(String expression, String expected) throws Exception {
    awaitWithin(PATIENCE, expression, expected);
  }

  /**
   * Waits until an expression has a value.
   *
   * @param limit how long at most.
   * @param expression JavaScript.
   * @param expected its value as a text.
   * @throws Exception never but for an interruption.
   */
  public void awaitWithin(Duration limit, String expression, String expected) throws Exception {
    String[] last = {""};
    try {
      Await.until(
          expression,
          limit,
          () -> {
            try {
              last[0] = evaluate(expression);
            } catch (WebDriverException e) {
              last[0] = e.getRawMessage();
            }
            return expected.equals(last[0]);
          });
    } catch (AssertionError e) {
      throw new AssertionError(expression + " is '" + last[0] + "', not '" + expected + "'", e);
    }
  }

  /**
   * Finds the first element.
   *
   * @param selector of a style sheet.
   * @return the element; a person's clicks and keys go there.
   */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /**
   * Returns what the browser complained of since it was last asked: blocked by the content policy,
   * not found, an error in a script. A refused document is no complaint, since a person sees it.
   *
   * @return a sentence each.
   */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(line -> !line.startsWith(driver.getCurrentUrl() + " - Failed to load resource"))
        .toList();
  }

  /**
   * Sends a command of the browser's own protocol.
   *
   * @param method for example {@code Emulation.setEmulatedMedia}.
   * @param parameters its parameters.
   * @return the answer.
   */
  public Map<String, Object> command(String method, Map<String, Object> parameters) {
    return driver.executeCdpCommand(method, parameters);
  }

  /**
   * Sets the size of what the page sees.
   *
   * @param width in CSS pixels: 320 for a small phone.
   * @param height in CSS pixels.
   */
  public void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Has the page drawn once more, so that its scripts have noticed a new size. */
  public void redraw() {
    Map<String, Object> corner = Map.of("x", 0, "y", 0, "width", 1, "height", 1, "scale", 1);
    command("Page.captureScreenshot", Map.of("format", "jpeg", "clip", corner));
  }

  /**
   * Switches to another tab, as a person does, or back to the first one.
   *
   * @param looking whether the page is the visible one.
   */
  public void looking(boolean looking) {
    if (!looking) {
      driver.switchTo().newWindow(WindowType.TAB);
      return;
    }
    List<String> tabs = List.copyOf(driver.getWindowHandles());
    if (tabs.size() > 1) {
      driver.close();
      driver.switchTo().window(tabs.get(0));
    }
  }

  /**
   * Chooses colours.
   *
   * @param dark whether the person prefers dark ones.
   */
  public void dark(boolean dark) {
    Map<String, Object> feature =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /**
   * Turns scripts of pages on or off; those of tests run in any case.
   *
   * @param on whether pages may run scripts.
   */
  public void scripts(boolean on) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /**
   * Takes a picture of what is visible.
   *
   * @param file a PNG that is created, with its folder.
   * @throws IOException when it cannot be written.
   */
  public void picture(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /**
   * Prints the page on A4, as a person does it for the accounts.
   *
   * @param file a PDF that is created, with its folder.
   * @throws IOException when it cannot be written.
   */
  public void print(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Object data =
        command("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69)).get("data");
    Files.write(file, Base64.getDecoder().decode(data.toString()));
  }

  @Override
  public void close() {
    driver.quit();
  }
}

package dev.framecast.examples.page;

import dev.framecast.examples.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a screen, with a profile of its own that is thrown away. */
public final class Browser implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("\"url\":\"((?:https?|wss?|ftp):[^\"]+)\"");

  private final Path profile;
  private final ChromeDriver driver;

  /**
   * Starts it.
   *
   * @param noteRequests whether {@link #hosts()} is wanted; the browser then also keeps what it is
   *     sent, so its memory says nothing
   */
  public Browser(boolean noteRequests) throws IOException {
    profile = Files.createTempDirectory("framecast-browser");
    driver = Chromium.start(profile, noteRequests);
    size(1280, 800);
  }

  ChromeDriver driver() {
    return driver;
  }

  public Browser open(URI address) {
    driver.get(address.toString());
    return this;
  }

  /** Of the page's inside, in CSS pixels. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** A screen of that size that fingers touch. */
  void touchScreen(int width, int height) {
    driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
  }

  /** Where the fingers are now, x and y of each. */
  void touch(String type, int... fingers) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i < fingers.length; i += 2) {
      points.add(Map.of("x", fingers[i], "y", fingers[i + 1], "id", i));
    }
    driver.executeCdpCommand(
        "Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  /** The colours that the system is said to have: dark or light. */
  void systemTheme(String theme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  /** The languages that its owner is said to prefer, as in Accept-Language. */
  void languages(String languages) {
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", text("return navigator.userAgent"), "acceptLanguage", languages));
  }

  /** Runs it in each page that is opened from now on, before anything of the page's. */
  void atTheBeginning(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Runs a function's body in the page. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  public double number(String script, Object... arguments) {
    return ((Number) run(script, arguments)).doubleValue();
  }

  String text(String script, Object... arguments) {
    return String.valueOf(run(script, arguments));
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void pressShift(Keys key) {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  public void await(String what, Duration timeout, BooleanSupplier condition) {
    new WebDriverWait(driver, timeout, Duration.ofMillis(50))
        .withMessage("in vain: " + what)
        .until(ignored -> condition.getAsBoolean());
  }

  /** What the console has had to say since the last call, but for what is said of addresses. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The hosts that the page's requests went to since the last call. */
  public List<String> hosts() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(ADDRESS::matcher)
        .flatMap(matcher -> matcher.results().map(found -> found.group(1)))
        .map(address -> URI.create(address.split("[?#]", 2)[0]).getHost())
        .distinct()
        .toList();
  }

  /** Bytes of memory that all of the browser's processes hold together (Linux: PSS). */
  long memory() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> isOurs(process.pid())).mapToLong(p -> memory(p.pid())).sum();
    }
  }

  private boolean isOurs(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(profile.toString());
    } catch (IOException e) {
      return false; // it has ended, or is another user's
    }
  }

  private static long memory(long pid) {
    try {
      Matcher pss =
          Pattern.compile("(?m)^Pss: +(\\d+) kB")
              .matcher(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
      return pss.find() ? Long.parseLong(pss.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  void screenshot(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Files that the page saves go there. */
  void saveTo(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      delete(profile);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // A process of the browser's may still be writing; the folder is in the system's for such.
      System.err.println("left behind: " + Arrays.toString(new Object[] {folder, e}));
    }
  }
}

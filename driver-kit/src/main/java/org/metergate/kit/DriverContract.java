// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverInfo.Needs;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/**
 * The contract of every driver, as tests: a driver extends this class and supplies its provider,
 * the classes with its finding codes, and options with which it runs.
 */
public abstract class DriverContract {
  private static final String WORDS_WITH_DASHES = "[a-z0-9]+(-[a-z0-9]+)*";

  /** Called for each test. */
  protected DriverContract() {}

  /**
   * Creates the provider.
   *
   * @return the provider, as {@code ServiceLoader} creates it.
   */
  protected abstract DriverProvider provider();

  /**
   * Returns the classes whose public constants are the driver's finding codes.
   *
   * @return at least one class.
   */
  protected abstract List<Class<?>> findings();

  /**
   * Returns options with which the driver runs.
   *
   * @return texts by name, the minimum that it needs.
   */
  protected Map<String, String> options() {
    return Map.of();
  }

  @Test
  final void isFoundByServiceLoader() {
    Class<?> wanted = provider().getClass();
    assertTrue(
        ServiceLoader.load(DriverProvider.class, wanted.getClassLoader()).stream()
            .anyMatch(found -> found.type().equals(wanted)),
        wanted + " is missing in META-INF/services/" + DriverProvider.class.getName());
  }

  @Test
  final void describesItselfWell() {
    DriverInfo info = provider().info();
    assertEquals(info, provider().info(), "the description is always the same");
    assertTrue(info.id().matches(WORDS_WITH_DASHES), "id '" + info.id() + "'");
    assertFalse(info.title().isBlank(), "the title is shown to users");
    assertTrue(
        info.spiLevel() >= 1 && info.spiLevel() <= DriverInfo.SPI_LEVEL,
        "SPI level " + info.spiLevel());
  }

  @Test
  final void describesEveryOptionWithHelpAndAStandardThatIsAllowed() {
    Set<String> names = new HashSet<>();
    for (OptionSpec spec : provider().info().options()) {
      assertTrue(spec.name().matches(WORDS_WITH_DASHES), "option '" + spec.name() + "'");
      assertTrue(names.add(spec.name()), "option " + spec.name() + " is described twice");
      assertTrue(spec.help().strip().endsWith("."), spec.name() + " needs a sentence as help");
      spec.standard()
          .ifPresent(
              text ->
                  assertDoesNotThrow(
                      () -> Options.of(List.of(spec), Map.of(spec.name(), text)),
                      "the default of " + spec.name()));
    }
  }

  @Test
  final void refusesAnUnknownOptionByItsName() {
    OptionException refusal =
        assertThrows(
            OptionException.class,
            () -> RecordingPlayer.driver(provider(), Map.of("no-such-option", "1")));
    assertEquals("no-such-option", refusal.option());
  }

  @Test
  final void saysWhatItsLineNeeds() throws OptionException {
    MeterDriver driver = driver();
    if (driver instanceof ByteDriver reading) {
      assertNotNull(reading.settings(), "the line setting");
    }
    assertTrue(driver.normalSilence().compareTo(Duration.ZERO) > 0, "the normal silence");
    assertTrue(driver.usualInterval().compareTo(Duration.ZERO) > 0, "the usual interval");
  }

  /** Of a key that stands twice only the second sentence would be shown. */
  @Test
  final void hasNoSentenceTwice() throws IOException {
    DriverProvider provider = provider();
    String file = provider.info().messages().replace('.', '/') + ".properties";
    Set<String> seen = new HashSet<>();
    Properties keys =
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Object put(Object key, Object sentence) {
            assertTrue(seen.add((String) key), file + " has '" + key + "' twice");
            return null;
          }
        };
    try (InputStream in = provider.getClass().getClassLoader().getResourceAsStream(file)) {
      if (in != null) { // a bundle may also be a class
        keys.load(in);
      }
    }
  }

  @Test
  final void hasASentenceForEveryFindingAndANextStepForEveryFault() throws IllegalAccessException {
    DriverProvider provider = provider();
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            provider.info().messages(), Locale.ROOT, provider.getClass().getClassLoader());
    List<FindingCode> codes = codes();
    assertFalse(codes.isEmpty(), "no finding code in " + findings());
    for (FindingCode code : codes) {
      requireSentence(bundle, code.id());
      boolean often = bundle.containsKey(code.id() + ".often");
      if (often) {
        requireSentence(bundle, code.id() + ".often");
      }
      boolean required = code.kind() == FindingCode.Kind.FAULT && !often;
      if (required || bundle.containsKey(code.id() + ".next")) {
        requireSentence(bundle, code.id() + ".next");
      }
    }
    assertEquals(codes.size(), codes.stream().map(FindingCode::id).distinct().count(), "ids");
  }

  @Test
  final void isADriverOfWhatItSaysThatItNeeds() throws OptionException {
    assertEquals(provider().info().needs() == Needs.EDGES, driver() instanceof EdgeDriver);
  }

  @Test
  final void endsItsSessionWhenTheLinkIsLost() throws OptionException {
    MeterDriver driver = driver();
    assertThrows(LinkLostException.class, () -> tenMinutes(driver));
  }

  @Test
  final void endsItsSessionWhenItIsInterrupted() throws OptionException {
    MeterDriver driver = driver();
    Thread.currentThread().interrupt();
    try {
      assertThrows(InterruptedException.class, () -> tenMinutes(driver));
    } finally {
      Thread.interrupted(); // the next test must not be stopped, whatever the driver did
    }
  }

  /** Runs a session on a quiet link that is lost after ten minutes. */
  private static void tenMinutes(MeterDriver driver)
      throws LinkLostException, InterruptedException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    Duration end = Duration.ofMinutes(10);
    if (driver instanceof EdgeDriver counting) {
      int lines = counting.lines();
      counting.session(new ScriptedEdges(time, lines).lostAt(end), new KitSession(time));
    } else if (driver instanceof ByteDriver reading) {
      reading.session(new ScriptedLink(time).lostAt(end), new KitSession(time));
    }
  }

  /**
   * Random bytes must give no reading. Which edges are plausible is up to the driver, so edges
   * faster than any contact must pass no stage.
   */
  @Test
  final void readsNothingFromGarbage() throws OptionException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    if (driver() instanceof EdgeDriver counting) {
      ScriptedEdges storm = new ScriptedEdges(time, counting.lines());
      for (int i = 1; i <= 20_000; i++) {
        storm.at(Duration.ofNanos(i * 10_000L), i % 2 == 1); // 10 us: no contact is so fast
      }
      RecordingPlayer.run(counting, storm, session);
      assertEquals(0, session.count(Stage.FRAMES));
      return;
    }
    ScriptedLink link = new ScriptedLink(time);
    for (int second = 0; second < 200; second++) {
      link.at(Duration.ofSeconds(second), TransmissionErrors.random(second, 500));
    }
    RecordingPlayer.run(driver(), link, session);
    assertEquals(List.of(), session.readings());
  }

  /** Whatever is above the framer gets each piece of noise, and must not search in all of them. */
  @Test
  final void isQuickWithGarbageOfEveryKind() throws OptionException {
    if (driver() instanceof ByteDriver) {
      for (Map.Entry<String, byte[]> kind : Garbage.kinds().entrySet()) {
        GarbageRate.require(kind.getKey(), (ByteDriver) driver(), kind.getValue());
      }
    }
  }

  @Test
  final void startsNoThread() throws OptionException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    MeterDriver driver = driver();
    assertThrows(LinkLostException.class, () -> tenMinutes(driver));
    Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
    started.removeAll(before);
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    started.removeIf(thread -> thread.getThreadGroup() != group); // the platform's own
    assertEquals(Set.of(), started);
  }

  private MeterDriver driver() throws OptionException {
    return RecordingPlayer.driver(provider(), options());
  }

  private List<FindingCode> codes() throws IllegalAccessException {
    List<FindingCode> codes = new ArrayList<>();
    for (Class<?> holder : findings()) {
      for (var field : holder.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == FindingCode.class) {
          codes.add((FindingCode) field.get(null));
        }
      }
    }
    return codes;
  }

  private static void requireSentence(ResourceBundle bundle, String key) {
    assertTrue(bundle.containsKey(key), "the message bundle has no '" + key + "'");
    String sentence = bundle.getString(key).strip();
    assertTrue(sentence.matches("(?s).*[.?]"), key + " is not a sentence: " + sentence);
    assertFalse(
        sentence.replaceAll("\\{[a-z][A-Za-z0-9-]*}", "").matches("(?s).*[{}].*"),
        key + " has a placeholder that is not a {name}: " + sentence);
  }
}

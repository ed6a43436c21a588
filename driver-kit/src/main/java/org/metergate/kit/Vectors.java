// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** Runs a driver over the {@link Vector} files among the test resources. */
public final class Vectors {
  private Vectors() {}

  /**
   * Creates a test for every file {@code vectors/*.txt}; use it as a {@code @TestFactory}.
   *
   * @param anchor a class of the test module, whose resources are searched.
   * @param provider of the driver.
   * @return one test for each file, with its name; at least one.
   * @throws IOException when the folder cannot be read.
   */
  public static Stream<DynamicTest> tests(Class<?> anchor, DriverProvider provider)
      throws IOException {
    URL folder = anchor.getResource("/vectors");
    if (folder == null) {
      throw new AssertionError("there is no folder src/test/resources/vectors");
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<Path> vectors = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
      if (vectors.isEmpty()) {
        throw new AssertionError("there is no vector in " + folder);
      }
      return vectors.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f, provider)));
    } catch (URISyntaxException e) {
      throw new AssertionError(folder + " is not a folder", e);
    }
  }

  private static void check(Path file, DriverProvider provider)
      throws IOException, MalformedException, OptionException {
    Vector vector = Vector.parse(Files.readAllLines(file));
    assertEquals(
        String.join("\n", vector.expected()), String.join("\n", text(play(vector, provider))));
  }

  /**
   * Runs a driver over a vector, all bytes in one chunk.
   *
   * @param vector the bytes and options.
   * @param provider of the driver.
   * @return the session with everything that the driver handed over.
   * @throws OptionException if the driver refuses an option of the vector.
   */
  public static KitSession play(Vector vector, DriverProvider provider) throws OptionException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    RecordingPlayer.run(
        RecordingPlayer.driver(provider, vector.options()),
        new ScriptedLink(time).at(Duration.ofSeconds(1), vector.bytes()),
        session);
    return session;
  }

  /**
   * Formats what a driver handed over as lines: each reading with its identifier and meter time,
   * then its measurements as register, quantity, value ({@code ?} while unknown), unit and raw
   * integer; then the findings.
   *
   * @param session a session that has ended.
   * @return the lines.
   */
  public static List<String> text(KitSession session) {
    List<String> lines = new ArrayList<>();
    for (Reading reading : session.readings()) {
      String time = reading.meterTime().map(MeterTime::toString).orElse("-");
      lines.add("reading " + reading.meter().identifier() + " " + time);
      reading.measurements().forEach(measurement -> lines.add(text(measurement)));
    }
    session.findings().forEach(found -> lines.add("finding " + found.finding()));
    return lines;
  }

  private static String text(Measurement m) {
    StringBuilder line = new StringBuilder(m.register()).append(' ').append(m.quantity().name());
    line.append(' ').append(m.value() == null ? "?" : m.value());
    if (m.unit() != null && !m.unit().ascii().isEmpty()) {
      line.append(' ').append(m.unit().ascii());
    }
    if (m.raw() != null) {
      line.append(" raw ").append(m.raw().toPlainString());
    }
    return m.at() == null ? line.toString() : line.append(" at ").append(m.at()).toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.Await;
import org.metergate.time.SystemTime;

/** Tests that need a process of their own: memory, pipes, signals, the locale. */
@Timeout(120)
class MainProcessTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;

  private Process start(List<String> javaOptions, List<String> args) throws Exception {
    return builder(javaOptions, args).start();
  }

  private ProcessBuilder builder(List<String> javaOptions, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.metergate.core.cli.Main");
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8"); // decides how the arguments are decoded
    builder.redirectError(folder.resolve("err").toFile());
    return builder;
  }

  private String err() throws Exception {
    return Files.readString(folder.resolve("err"));
  }

  /** Arabic has digits of its own, Turkish a capital I of its own. */
  @Test
  void writesTheSameInEveryLanguageOfTheUser() throws Exception {
    List<String> written = new ArrayList<>();
    for (String language : List.of("en-US", "ar-EG-u-nu-arab", "tr-TR")) {
      String[] parts = language.split("-", 3);
      Process process =
          start(
              List.of(
                  "-Duser.language=" + parts[0],
                  "-Duser.country=" + parts[1],
                  "-Duser.extensions=" + (parts.length == 3 ? parts[2] : "")),
              List.of("version"));
      written.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(0, exitCode(process), err());
    }
    assertTrue(written.get(0).contains("(SPI level 1)"), written.get(0));
    assertEquals(Collections.nCopies(3, written.get(0)), written);
  }

  private static int exitCode(Process process) throws Exception {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  @Test
  void decodesFiftyMegabytesOfNoiseInTwentyFourMegabytesOfMemory() throws Exception {
    Process process =
        start(List.of("-Xmx24m"), List.of("decode", "--driver", "omnipower-dlms", "-"));
    byte[] noise = new byte[MEGABYTE];
    Random random = new Random(5);
    try (OutputStream in = process.getOutputStream()) {
      for (int i = 0; i < 50; i++) {
        random.nextBytes(noise);
        in.write(noise);
      }
    }
    assertEquals(1, exitCode(process), err());
    assertTrue(err().startsWith("0 readings, 0 good frames, "), err());
    assertTrue(err().lines().count() < 20, err());
  }

  @Test
  void endsQuietlyWhenTheReaderOfItsOutputHasEnough() throws Exception {
    Telegrams telegrams = Telegrams.plain(1);
    Path capture = folder.resolve("capture");
    try (OutputStream out = Files.newOutputStream(capture)) {
      for (int i = 0; i < 2_000; i++) {
        out.write(telegrams.bytes());
      }
    }
    Process process = start(List.of(), telegrams.decode(capture));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(out.readLine().startsWith("{\"telegram\":1,"));
    }
    assertEquals(141, exitCode(process), err());
    assertEquals("", err());
  }

  @Test
  void writesUtf8WhateverTheSystemWouldTake() throws Exception {
    List<String> args = List.of("help", "strøm");
    Process process =
        start(List.of("-Dsun.stderr.encoding=US-ASCII", "-Dstderr.encoding=US-ASCII"), args);
    process.getOutputStream().close();
    assertEquals(2, exitCode(process), err());
    assertTrue(err().startsWith("metergate: There is no command 'strøm'"), err());
  }

  @Test
  void finishesItsRecordingWhenItIsToldToStop() throws Exception {
    Path recording = folder.resolve("a.rec");
    try (TcpEmulatorPort meter = new TcpEmulatorPort("127.0.0.1", 0)) {
      Process process =
          start(List.of(), List.of("record", "tcp:" + meter.address(), recording.toString()));
      Await.until(
          "it is connected",
          Duration.ofSeconds(20),
          () -> meter.connected() && Files.exists(recording) && Files.size(recording) > 0);
      meter.send(new byte[] {0x7E, 0x55});
      Await.until(
          "it has written",
          Duration.ofSeconds(20),
          () -> Files.readString(recording).contains(" < 7E55\n"));
      process.destroy(); // SIGTERM requests the end, like Ctrl-C
      assertEquals(143, exitCode(process), err());
    }
    assertTrue(Files.readString(recording).endsWith(" ! silence\n"), Files.readString(recording));
    assertTrue(err().endsWith("2 bytes recorded.\n"), err());
  }

  @Test
  void aimSaysHowGoodThePlaceWasWhenItIsToldToStop() throws Exception {
    Process process = start(List.of(), List.of("aim", "emulator:multical?damage-every=2"));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains("of the last  5")) {
        line = out.readLine();
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      String rest = String.join(" ", out.lines().toList());
      assertEquals(130, exitCode(process), err());
      assertTrue(rest.contains("The meter answers here, but not each time"), rest);
    }
    assertEquals("", err());
  }

  /** The commands that print a result, as a process is called with them. */
  private List<List<String>> printing() throws Exception {
    Telegrams telegrams = Telegrams.plain(1);
    Path capture = Files.write(folder.resolve("capture"), telegrams.bytes());
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        "meters:\n  m: { driver: omnipower-dlms, link: \"emulator:omnipower\" }\n"
            + "journal: { path: none.db }\n");
    Path journal = folder.resolve("journal.db");
    if (!Files.exists(journal)) {
      try (Journal room = Journal.open(new JournalSettings(journal), new SystemTime())) {
        room.readings().append(reading("house"));
      }
    }
    return List.of(
        List.of("export", "house", "--every=raw", "--journal", journal.toString()),
        telegrams.decode(capture),
        List.of("check", "-c", config.toString()),
        List.of("drivers"),
        List.of("letter", "--country", "dk"),
        List.of("help", "export"),
        List.of("export", "--help"),
        List.of("--version"),
        List.of("version"));
  }

  private static Reading reading(String meter) {
    Quantity quantity =
        new Quantity("energy_import", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import");
    Measurement energy =
        new Measurement(
            quantity, new Value.Decimal(BigDecimal.TEN), Unit.WH, "1.8.0", BigDecimal.TEN, null);
    Instant received = Instant.now().minusSeconds(60);
    return new Reading(
        MeterRef.of(meter, "4711"), 1, Origin.LIVE, received, Optional.empty(), List.of(energy));
  }

  /** Starts a command whose standard output the system puts into place, without a pipe of Java. */
  private Process startTo(Path output, List<String> args) throws Exception {
    ProcessBuilder builder = builder(List.of(), args);
    builder.redirectOutput(output.toFile());
    return builder.start();
  }

  /** Starts a command that begins when its standard input is closed. */
  private Process startWaiting(List<String> args) throws Exception {
    ProcessBuilder builder = builder(List.of(), args);
    builder.command().addAll(0, List.of("sh", "-c", "read -r line; exec \"$@\"", "sh"));
    return builder.start();
  }

  @Test
  void aDiskThatIsFullIsReportedByEveryCommandThatPrints() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    for (List<String> args : printing()) {
      assertEquals(1, exitCode(startTo(full, args)), args + ": " + err());
      assertTrue(err().contains("metergate: The output cannot be written"), args + ": " + err());
      assertTrue(err().contains("No space left on device."), args + ": " + err());
    }
  }

  @Test
  void aPipeThatNobodyReadsEndsEveryCommandWithoutAMessage() throws Exception {
    for (List<String> args : printing()) {
      Process process = startWaiting(args);
      process.getInputStream().close();
      process.getOutputStream().close();
      assertEquals(141, exitCode(process), args + ": " + err());
      assertFalse(err().contains("cannot be written"), args + ": " + err());
    }
  }

  /** It would ask a battery meter for three minutes otherwise. */
  @Test
  void aimAsksNoMoreWhenNobodyReadsWhatItPrints() throws Exception {
    Process process =
        start(List.of(), List.of("aim", "emulator:multical?sleep-after=1s&wakes=never"));
    process.getInputStream().close();
    assertEquals(141, exitCode(process), err());
  }
}

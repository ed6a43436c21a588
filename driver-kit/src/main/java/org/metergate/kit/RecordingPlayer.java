// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.recording.EdgeRecordingLink;
import org.metergate.recording.RecordingLink;
import org.metergate.recording.RecordingReader;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** Runs a driver over a recording on virtual time: an hour of traffic takes milliseconds. */
public final class RecordingPlayer {
  /** The time on the wall clock at the start of a recording. */
  public static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  /** The name of the meter in every recording that is played. */
  public static final String METER = "meter";

  private RecordingPlayer() {}

  /**
   * Creates a driver for one meter named {@link #METER}.
   *
   * @param provider of the driver.
   * @param options texts by name.
   * @return the driver.
   * @throws OptionException if the provider refuses an option.
   */
  public static MeterDriver driver(DriverProvider provider, Map<String, String> options)
      throws OptionException {
    Options checked = Options.of(provider.info().options(), new LinkedHashMap<>(options));
    return provider.create(List.of(new MeterOptions(METER, checked)));
  }

  /**
   * Plays a recording file.
   *
   * @param driver a fresh one, or one that has seen earlier recordings.
   * @param recording the file.
   * @return the session with everything that the driver handed over.
   */
  public static KitSession play(MeterDriver driver, Path recording) {
    try (BufferedReader in = Files.newBufferedReader(recording)) {
      return play(driver, in);
    } catch (IOException e) {
      throw new AssertionError("the recording " + recording + " cannot be read", e);
    }
  }

  /**
   * Plays a recording given as text.
   *
   * @param driver a fresh one, or one that has seen earlier recordings.
   * @param recording its lines, including the header.
   * @return the session with everything that the driver handed over.
   */
  public static KitSession play(MeterDriver driver, String recording) {
    return play(driver, new BufferedReader(new StringReader(recording)));
  }

  private static KitSession play(MeterDriver driver, BufferedReader in) {
    VirtualTime time = new VirtualTime(START);
    KitSession session = new KitSession(time);
    try {
      RecordingReader reader = new RecordingReader(in);
      if (driver instanceof EdgeDriver counting) {
        int lines = counting.lines();
        run(counting, new EdgeRecordingLink("recording", lines, reader::next, time, 1), session);
      } else {
        run(driver, new RecordingLink("recording", reader::next, time, 1), session);
      }
    } catch (IOException | MalformedException e) {
      throw new AssertionError("the recording cannot be read: " + e.getMessage(), e);
    }
    return session;
  }

  /**
   * Runs a driver until its link is lost; the test fails if the session ends for another reason.
   *
   * @param driver the driver to run.
   * @param link a link on the clock of the session.
   * @param session receives what the driver hands over.
   */
  public static void run(MeterDriver driver, ByteLink link, Session session) {
    if (driver instanceof ByteDriver reading) {
      run(() -> reading.session(link, session), link::close);
    } else {
      throw new AssertionError("this driver reads edges, not bytes");
    }
  }

  /**
   * Runs a driver that counts edges until its link is lost; the test fails if the session ends for
   * another reason.
   *
   * @param driver the driver to run.
   * @param link a link on the clock of the session.
   * @param session receives what the driver hands over.
   */
  public static void run(EdgeDriver driver, EdgeLink link, Session session) {
    run(() -> driver.session(link, session), link::close);
  }

  private interface SessionRun {
    void run() throws LinkLostException, InterruptedException;
  }

  private static void run(SessionRun session, Runnable close) {
    try {
      session.run();
      throw new AssertionError("the session ended although the link was not lost");
    } catch (LinkLostException e) {
      if (e.finding().code().equals(LinkFindings.BAD_RECORDING)) {
        throw new AssertionError("the recording is malformed: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the session was interrupted", e);
    } finally {
      close.run();
    }
  }
}

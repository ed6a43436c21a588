// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo.MetersPerLink;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.VirtualTime;

/**
 * The contract of a driver for many meters on one line, as tests: sixty meters, one of which never
 * answers. A driver extends this class in addition to {@link DriverContract}. Hours pass in a
 * moment, since the time is virtual.
 */
public abstract class BusContract {
  private static final int METERS = 60;
  private static final int SILENT = 17;
  private static final int ROUNDS = 4;

  /** Called for each test. */
  protected BusContract() {}

  /**
   * Creates the provider.
   *
   * @return the provider of a driver that accepts many meters per link.
   */
  protected abstract DriverProvider provider();

  /**
   * Creates one of the meters on the bus.
   *
   * @param index 0 to 59.
   * @param time its clock.
   * @return a meter that answers only to its own address.
   * @throws OptionException never; emulators are made from options.
   */
  protected abstract EmulatedMeter meter(int index, TimeSource time) throws OptionException;

  /**
   * Returns the options with which the driver reads a meter.
   *
   * @param index 0 to 59.
   * @return at least its address and an interval long enough to read all meters.
   */
  protected abstract Map<String, String> options(int index);

  /**
   * Returns the identifier of a meter.
   *
   * @param index 0 to 59.
   * @return the identifier that its readings must have.
   */
  protected abstract String identifier(int index);

  @Test
  final void takesManyMetersALink() {
    assertEquals(MetersPerLink.MANY, provider().info().meters());
  }

  @Test
  final void readsEachOfSixtyMetersUnderItsOwnName() throws OptionException {
    KitSession session = run(false);
    for (Reading reading : session.readings()) {
      int index = Integer.parseInt(reading.meter().name().substring("meter-".length()));
      assertEquals(identifier(index), reading.meter().identifier(), reading.meter().name());
    }
  }

  @Test
  final void oneSilentMeterCostsTheOthersNoReading() throws OptionException {
    KitSession session = run(false);
    for (int i = 0; i < METERS; i++) {
      long count = readings(session, i);
      if (i == SILENT) {
        assertEquals(0, count, "readings of the meter that never answers");
      } else {
        assertTrue(
            count >= ROUNDS - 1,
            name(i) + " was read " + count + " times in " + ROUNDS + " rounds");
      }
    }
  }

  @Test
  final void namesTheSilentMeterAndNoOther() throws OptionException {
    KitSession session = run(false);
    List<String> named =
        session.findings().stream().map(KitSession.Found::meter).distinct().toList();
    assertEquals(List.of(name(SILENT)), named, "the meters about which something was found");
  }

  @Test
  final void readsTheSilentMeterWhenItIsBack() throws OptionException {
    assertTrue(readings(run(true), SILENT) > 0, "readings of the meter that came back");
  }

  /** Lets four intervals pass; the silent meter may come back half-way. */
  private KitSession run(boolean comesBack) throws OptionException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    List<EmulatedMeter> meters = new ArrayList<>();
    List<MeterOptions> configured = new ArrayList<>();
    for (int i = 0; i < METERS; i++) {
      meters.add(meter(i, time));
      Options options = Options.of(provider().info().options(), options(i));
      configured.add(new MeterOptions(name(i), options));
    }
    ByteDriver driver = (ByteDriver) provider().create(configured);
    Duration round = driver.usualInterval();
    EmulatedLine line =
        new EmulatedLine(time, driver.settings(), meters, round.multipliedBy(ROUNDS));
    line.cutOff(SILENT, true);
    long half = time.nanos() + round.multipliedBy(ROUNDS).dividedBy(2).toNanos();
    KitSession session =
        new KitSession(time) {
          @Override
          public long nanos() {
            line.cutOff(SILENT, !comesBack || time.nanos() - half < 0);
            return super.nanos();
          }
        };
    assertThrows(LinkLostException.class, () -> driver.session(line, session));
    return session;
  }

  private static long readings(KitSession session, int index) {
    return session.readings().stream().filter(r -> r.meter().name().equals(name(index))).count();
  }

  private static String name(int index) {
    return "meter-" + index;
  }
}

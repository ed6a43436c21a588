// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.metergate.emulator.cipher.Ciphering;
import org.metergate.emulator.house.Household;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.time.TimeSource;

/**
 * A meter that sends a telegram at each full second or ten seconds of its clock, as long as its
 * request line is raised. When the line is released in the middle of a telegram the rest is not
 * sent.
 */
final class P1Meter implements EmulatedMeter {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant INSTALLED = Instant.parse("2025-01-01T00:00:00Z");

  private final P1Settings settings;
  private final SupplyMeasurements supplyMeasurements;
  private final ZonedDateTime installed;
  private final SplittableRandom random;
  private final Ciphering ciphering;
  private final long shift; // wall clock minus steady time
  private final long interval;
  private boolean asked;
  private long next; // on the wall clock
  private int counter;

  /** Switches the meter on, now. */
  P1Meter(P1Settings settings, TimeSource time) {
    this.settings = settings;
    this.interval = settings.model().seconds() * SECOND;
    this.random = new SplittableRandom(settings.seed());
    this.ciphering = settings.keys().ciphering(title(settings));
    Instant now = time.now();
    long clock = now.getEpochSecond() * SECOND + now.getNano();
    this.shift = clock - time.nanos();
    Instant up = now.isBefore(INSTALLED) ? now.truncatedTo(ChronoUnit.HOURS) : INSTALLED;
    this.installed = up.atZone(settings.zone());
    ZoneOffset standard = settings.zone().getRules().getStandardOffset(now);
    int phases = settings.model().phases();
    Household house = new Household(settings.seed(), phases, 1, settings.solarWatts());
    this.supplyMeasurements =
        new SupplyMeasurements(
            house, settings.seed(), phases, up.toEpochMilli(), standard.getTotalSeconds() * 1000L);
    this.counter = (int) ((now.getEpochSecond() - up.getEpochSecond()) / 10);
    this.asked = settings.request() != P1Settings.Request.WIRED;
    this.next = due(clock);
  }

  /** Three letters of the manufacturer, then five bytes of the meter. */
  private static byte[] title(P1Settings settings) {
    int serial = settings.serial();
    return new byte[] {
      'S',
      'A',
      'G',
      'g',
      (byte) (serial >> 24),
      (byte) (serial >> 16),
      (byte) (serial >> 8),
      (byte) serial
    };
  }

  private long due(long clock) {
    return -Math.floorDiv(-clock, interval) * interval;
  }

  @Override
  public LineSettings settings() {
    return settings.model().line();
  }

  @Override
  public long nextNanos() {
    return asked ? next - shift : Long.MAX_VALUE;
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> bursts = new ArrayList<>();
    while (asked && next - shift <= nanos) {
      bursts.add(new Burst(next - shift, sent(next)));
      next += interval;
    }
    return bursts;
  }

  private byte[] sent(long clock) {
    byte[] telegram = telegram(clock);
    if (random.nextDouble() < settings.overrunRate()) {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.write(telegram, 0, random.nextInt(telegram.length));
      both.writeBytes(telegram(clock));
      return both.toByteArray();
    }
    return telegram;
  }

  private byte[] telegram(long clock) {
    ZonedDateTime time =
        Instant.ofEpochSecond(Math.floorDiv(clock, SECOND)).atZone(settings.zone());
    byte[] text =
        settings
            .model()
            .write(new Moment(settings.serial(), time, installed, supplyMeasurements.at(time)));
    if (settings.onlyName()) {
      String whole = new String(text, StandardCharsets.US_ASCII);
      return Arrays.copyOf(text, whole.indexOf("\r\n\r\n") + 4);
    }
    if (settings.losesReturns()) {
      String whole = new String(text, StandardCharsets.US_ASCII);
      return whole.replace("\r", "").getBytes(StandardCharsets.US_ASCII);
    }
    boolean sealed = settings.model() == Model.LUXEMBOURG && !settings.plainText();
    return sealed ? ciphering.seal(text, counter++) : text;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    // the data line of a P1 port is one-way
  }

  @Override
  public void request(boolean on, long nanos) {
    boolean was = asked;
    asked =
        switch (settings.request()) {
          case WIRED -> on;
          case INVERTED -> !on;
          case TIED -> true;
        };
    if (asked && !was) {
      next = due(nanos + shift);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.fault;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

/** A meter on a bad line: what it sends arrives with {@link Faults}. */
public final class FaultyLine implements EmulatedMeter {
  private static final int LONGEST_NOISE = 40;
  private static final long MILLI = 1_000_000L;

  private final EmulatedMeter meter;
  private final Faults faults;
  private final long start;
  private final SplittableRandom random;
  private final List<Burst> noise = new ArrayList<>();

  private FaultyLine(EmulatedMeter meter, Faults faults, long start) {
    this.meter = meter;
    this.faults = faults;
    this.start = start;
    this.random = new SplittableRandom(faults.seed());
  }

  /**
   * Connects a meter to a bad line.
   *
   * @param meter the meter.
   * @param options of the meter, with those of the line: {@link Faults#withLineOptions}.
   * @param nanos the time now, on the meter's clock.
   * @return the meter as seen from the other end.
   * @throws OptionException for an option of the line that is wrong.
   */
  public static EmulatedMeter of(EmulatedMeter meter, Options options, long nanos)
      throws OptionException {
    return of(meter, Faults.of(options), nanos);
  }

  static EmulatedMeter of(EmulatedMeter meter, Faults faults, long nanos) {
    EmulatedMeter line = faults.spareBytes() ? meter : new FaultyLine(meter, faults, nanos);
    return faults.misreadAs().isEmpty()
        ? line
        : new MisreadLine(line, faults.readAs(meter.settings()));
  }

  @Override
  public LineSettings settings() {
    return meter.settings();
  }

  @Override
  public long nextNanos() {
    long next = meter.nextNanos();
    for (Burst burst : noise) {
      next = Math.min(next, burst.startNanos());
    }
    return next;
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> out = new ArrayList<>();
    for (Burst burst : meter.poll(nanos)) {
      if (random.nextDouble() < faults.noiseRate()) {
        noise.add(noiseAfter(burst));
      }
      byte[] bytes = damage(burst.bytes());
      if (bytes.length > 0) {
        out.add(new Burst(burst.startNanos(), bytes));
      }
    }
    for (Burst burst : List.copyOf(noise)) {
      if (burst.startNanos() <= nanos) {
        noise.remove(burst);
        out.add(burst);
      }
    }
    out.removeIf(burst -> silent(burst.startNanos()));
    out.sort(Comparator.comparingLong(Burst::startNanos));
    return out;
  }

  private boolean silent(long nanos) {
    long since = nanos - start - faults.silenceAfter().toNanos();
    return since >= 0 && since < faults.silenceFor().toNanos();
  }

  private byte[] damage(byte[] bytes) {
    int end = random.nextDouble() < faults.cutRate() ? random.nextInt(bytes.length) : bytes.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream(end);
    for (byte value : Arrays.copyOf(bytes, end)) {
      if (random.nextDouble() < faults.addRate()) {
        out.write(random.nextInt(256));
      }
      if (random.nextDouble() >= faults.loseRate()) {
        boolean flipped = random.nextDouble() < faults.flipRate();
        out.write(flipped ? value ^ 1 << random.nextInt(8) : value);
      }
    }
    return out.toByteArray();
  }

  /** Noise begins half a second to four seconds after the end of a telegram. */
  private Burst noiseAfter(Burst burst) {
    byte[] bytes = new byte[1 + random.nextInt(LONGEST_NOISE)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    long end = burst.startNanos() + burst.bytes().length * settings().byteNanos();
    return new Burst(end + random.nextLong(500 * MILLI, 4000 * MILLI), bytes);
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    meter.receive(bytes, nanos);
  }

  @Override
  public void request(boolean on, long nanos) {
    meter.request(on, nanos);
  }
}

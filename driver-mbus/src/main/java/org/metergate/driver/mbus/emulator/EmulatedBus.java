// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.time.TimeSource;

/**
 * Many meters on one pair of wires. An acknowledgement begins 35 ms after the request, so that
 * those of several meters coincide; values begin 35 to 80 ms after it, so that those of several
 * meters collide (EN 13757-2; the times are those of an ABB A43). No meter answers within 11 bit
 * times, which are longer than 35 ms at 300 bits per second.
 */
final class EmulatedBus implements EmulatedMeter {
  private static final double SECOND = 1e9;
  private static final long REACTION = Duration.ofMillis(35).toNanos();
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
  private static final long LATE = Duration.ofMillis(1800).toNanos();

  /** A request with a longer pause in it is none; networks deliver it in parts. */
  private static final long PAUSE = Duration.ofMillis(200).toNanos();

  private final BusSettings settings;
  private final LineSettings line;
  private final List<BusMeter> meters;
  private final double shift; // the meters' clock minus steady time, in seconds
  private final Receiver receiver = new Receiver();
  private final List<Burst> bursts = new ArrayList<>(); // the earliest first
  private long next = Long.MAX_VALUE;
  private long lastReceived = Long.MIN_VALUE / 2;
  private int answers;

  /** Switches the meters on. */
  EmulatedBus(BusSettings settings, TimeSource time) {
    this.settings = settings;
    this.line = new LineSettings(settings.speed(), 8, LineSettings.Parity.EVEN, 1);
    this.meters = settings.connect();
    Instant now = time.now();
    double clock =
        now.getEpochSecond() + now.getNano() / SECOND + settings.offset().getTotalSeconds();
    this.shift = clock - time.nanos() / SECOND;
  }

  @Override
  public LineSettings settings() {
    return line;
  }

  @Override
  public long nextNanos() {
    return next;
  }

  @Override
  public List<Burst> poll(long nanos) {
    if (nanos < next) {
      return List.of();
    }
    List<Burst> due = bursts.stream().filter(burst -> burst.startNanos() <= nanos).toList();
    bursts.removeAll(due);
    next = bursts.isEmpty() ? Long.MAX_VALUE : bursts.get(0).startNanos();
    return due;
  }

  @Override
  public void request(boolean on, long nanos) {
    // a bus has no such line
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    long start = nanos - bytes.length * line.byteNanos();
    if (settings.echo() && bytes.length > 0) {
      send(new Burst(start, bytes.clone()));
    }
    if (start - lastReceived > PAUSE) {
      receiver.pause();
    }
    lastReceived = nanos;
    receiver.add(bytes);
    Optional<Request> request = receiver.next();
    while (request.isPresent()) {
      answer(request.get(), nanos);
      request = receiver.next();
    }
  }

  private void answer(Request request, long nanos) {
    Moment now = new Moment(nanos / SECOND + shift);
    List<Burst> sent = new ArrayList<>();
    for (int i = 0; i < meters.size(); i++) {
      BusMeter meter = meters.get(i);
      long least = Math.max(REACTION, line.byteNanos());
      long reaction = Math.max(least, reaction(meter, i));
      meter
          .answer(request, now)
          .ifPresent(
              bytes -> sent.add(new Burst(nanos + (bytes.length == 1 ? least : reaction), bytes)));
    }
    for (Burst burst : Collision.of(sent, line.byteNanos())) {
      answers++;
      if (settings.damageEvery() > 0 && answers % settings.damageEvery() == 0) {
        burst.bytes()[burst.bytes().length / 2] ^= 0x04;
      }
      send(burst);
    }
  }

  private void send(Burst burst) {
    bursts.add(burst);
    bursts.sort(Comparator.comparingLong(Burst::startNanos));
    next = bursts.get(0).startNanos();
  }

  /** The steps of 11 ms let meters with neighbouring addresses begin far apart. */
  private static long reaction(BusMeter meter, int index) {
    return meter.habit() == BusMeter.Habit.LATE ? LATE : REACTION + index * 11 % 46 * MILLISECOND;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.example.mymeter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/** Meters with addresses in a row; each answers to its own, and counts 1.25 kW. */
final class EmulatedBus implements EmulatedMeter {
  private static final long REACTION = Duration.ofMillis(50).toNanos();
  private static final double NANOS_PER_HOUR = 3.6e12;

  private final int first;
  private final int meters;
  private final long begin;
  private final StringBuilder received = new StringBuilder();
  private final List<Burst> ready = new ArrayList<>();

  EmulatedBus(int first, int meters, long begin) {
    this.first = first;
    this.meters = meters;
    this.begin = begin;
  }

  @Override
  public LineSettings settings() {
    return LineSettings.eightNone(9600);
  }

  @Override
  public long nextNanos() {
    return ready.isEmpty() ? Long.MAX_VALUE : ready.get(0).startNanos();
  }

  @Override
  public List<Burst> poll(long nanos) {
    List<Burst> due = ready.stream().filter(burst -> burst.startNanos() <= nanos).toList();
    ready.removeAll(due);
    return due;
  }

  @Override
  public void receive(byte[] bytes, long nanos) {
    for (byte one : bytes) {
      if (one == '?' || received.length() > 4) {
        received.setLength(0);
      }
      received.append((char) one);
      if (received.toString().matches("[?]\\d{1,3}\n")) {
        answer(Integer.parseInt(received.substring(1).strip()), nanos);
      }
    }
  }

  private void answer(int address, long nanos) {
    if (address >= first && address < first + meters) {
      long wh = 913_250 + (long) ((nanos - begin) / NANOS_PER_HOUR * 1250);
      String text = String.format(Locale.ROOT, "!%d;%010.3f;1250;", address, wh / 1000.0);
      String checksum = String.format("%04X\n", Crc16.X25.of(text.getBytes(US_ASCII)));
      ready.add(new Burst(nanos + REACTION, (text + checksum).getBytes(US_ASCII)));
    }
  }

  @Override
  public void request(boolean on, long nanos) {} // only a P1 port has such a line
}

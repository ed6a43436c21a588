// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.link.LineSettings;

/**
 * What was heard while a line was listened to with one setting.
 *
 * @param settings of the line; without effect if it cannot be set.
 * @param request whether the request line was raised.
 * @param begin when listening began.
 * @param end when it ended.
 * @param sent a question that was sent at the beginning; empty if none.
 * @param bytes in order of their times.
 */
public record Heard(
    LineSettings settings,
    boolean request,
    long begin,
    long end,
    byte[] sent,
    List<LineByte> bytes) {

  /** Copies the lists. */
  public Heard {
    Objects.requireNonNull(settings, "settings");
    sent = sent.clone();
    bytes = List.copyOf(bytes);
  }

  /** Returns a copy of the question. */
  @Override
  public byte[] sent() {
    return sent.clone();
  }

  /** Returns how long it was listened. */
  double seconds() {
    return (end - begin) / 1e9;
  }

  /** Returns the values of all bytes, damaged ones included; a break is 00. */
  byte[] values() {
    return values(0, bytes.size());
  }

  byte[] values(int from, int to) {
    byte[] values = new byte[to - from];
    for (int i = from; i < to; i++) {
      values[i - from] = (byte) bytes.get(i).value();
    }
    return values;
  }

  /** Returns the share of bytes that came with an error, 0 to 1. */
  double flaggedShare() {
    return bytes.isEmpty()
        ? 0
        : bytes.stream().filter(LineByte::flagged).count() / (double) bytes.size();
  }

  /** Returns the bytes as drivers take them: those of one time together. */
  List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= bytes.size(); i++) {
      if (i == bytes.size() || bytes.get(i).nanos() != bytes.get(from).nanos()) {
        arrivals.add(new Arrival(bytes.get(from).nanos() - begin, values(from, i)));
        from = i;
      }
    }
    return arrivals;
  }
}

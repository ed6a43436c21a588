// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * What is between a receiver and the program that reads it: the chip, its driver and the flags of
 * the terminal.
 *
 * @param model of the receiver.
 * @param marks what is said about damaged bytes.
 * @param latency how long the first byte of a packet waits for others; zero hands over each byte at
 *     once.
 * @param loseRate probability for each byte, 0 to 1, that it is lost on the way.
 * @param seed determines which ones.
 */
public record Adapter(Uart.Model model, Marks marks, Duration latency, double loseRate, long seed) {
  private static final Duration USB = Duration.ofMillis(16);

  /** What is said about damaged bytes. */
  public enum Marks {
    /**
     * Each one is marked in the stream as a terminal with PARMRK does (termios(3)): FF 00 00 is a
     * break, FF 00 x a damaged byte x, FF FF the byte FF. A PL011 or a CP210x.
     */
    EACH_BYTE,
    /** As before, but one damaged byte marks its whole USB packet. An FTDI. */
    EACH_PACKET,
    /** Nothing: a break is the byte 00. A CH340, or any port without PARMRK. */
    NONE,
    /**
     * A break is not delivered, and what was received and not yet read and written and not yet sent
     * is thrown away with it; with parity, damaged bytes are missing. A terminal with BRKINT and,
     * with parity, IGNPAR, as jSerialComm sets them.
     */
    BREAKS_LOST
  }

  /** Checks the ranges. */
  public Adapter {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(marks, "marks");
    if (latency.isNegative() || loseRate < 0 || loseRate > 1) {
      throw new IllegalArgumentException("latency " + latency + ", lose rate " + loseRate);
    }
  }

  /**
   * The serial port of a Raspberry Pi's header, opened so that marks are seen.
   *
   * @return PL011, a mark for each byte, no latency.
   */
  public static Adapter header() {
    return new Adapter(Uart.Model.WAITS, Marks.EACH_BYTE, Duration.ZERO, 0, 1);
  }

  /**
   * An adapter by FTDI, opened so that marks are seen.
   *
   * @return marks for whole packets, 16 ms latency.
   */
  public static Adapter ftdi() {
    return new Adapter(Uart.Model.RESTARTS, Marks.EACH_PACKET, USB, 0, 1);
  }

  /**
   * An adapter that says nothing about damaged bytes.
   *
   * @return no marks, 16 ms latency.
   */
  public static Adapter ch340() {
    return new Adapter(Uart.Model.RESTARTS, Marks.NONE, USB, 0, 1);
  }

  /**
   * Returns the same with bytes that are lost.
   *
   * @param rate probability for each byte, 0 to 1.
   * @return an adapter.
   */
  public Adapter losing(double rate) {
    return new Adapter(model, marks, latency, rate, seed);
  }

  /**
   * Returns the same with another receiver.
   *
   * @param other which kind.
   * @return an adapter.
   */
  public Adapter with(Uart.Model other) {
    return new Adapter(other, marks, latency, loseRate, seed);
  }

  /** Returns whether damage is marked in the stream. */
  boolean marked() {
    return marks == Marks.EACH_BYTE || marks == Marks.EACH_PACKET;
  }
}

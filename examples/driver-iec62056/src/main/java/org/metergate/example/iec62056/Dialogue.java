// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.example.iec62056.frame.BlockFramer;
import org.metergate.example.iec62056.frame.Identification;
import org.metergate.example.iec62056.frame.Identification.Mode;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LineSettings;

/**
 * One readout, from sign-on to check character, as a state machine without I/O: bytes and silence
 * go in, actions come out. It ends with {@link Done} or {@link Failed}.
 */
final class Dialogue implements FrameSink<String> {
  /** The standard allows 1.5 s (clause 6.3.13); a MULTICAL 66 takes up to 2 s. */
  private static final long REACTION = Duration.ofSeconds(3).toNanos();

  private static final int LONGEST_LINE = 64;

  private final MeterSetting meter;
  private final BlockFramer framer = new BlockFramer();
  private final StringBuilder line = new StringBuilder();
  private final List<Action> actions = new ArrayList<>();
  private Identification identification;

  /** What the caller, which has the link, must do next. */
  sealed interface Action {}

  /**
   * Send bytes.
   *
   * @param bytes all of them, at the current speed.
   */
  record Send(byte[] bytes) implements Action {}

  /**
   * Change the speed after all sent bytes have left.
   *
   * @param settings from then on.
   */
  record Switch(LineSettings settings) implements Action {}

  /**
   * Report a finding: the block was damaged, and the meter sends it only once.
   *
   * @param finding the finding to report; it does not end the readout.
   */
  record Report(Finding finding) implements Action {}

  /**
   * The end, with a readout.
   *
   * @param identification as sent by the meter.
   * @param text its registers.
   */
  record Done(Identification identification, String text) implements Action {}

  /**
   * The end, without a readout.
   *
   * @param finding the reason.
   */
  record Failed(Finding finding) implements Action {}

  Dialogue(MeterSetting meter) {
    this.meter = meter;
  }

  /** Starts with the sign-on. */
  List<Action> begin() {
    return List.of(new Send((meter.signOn() + "\r\n").getBytes(StandardCharsets.US_ASCII)));
  }

  /** Takes bytes. */
  List<Action> accept(byte[] chunk, int length) {
    actions.clear();
    int from = 0;
    while (identification == null && from < length) {
      letter((char) (chunk[from++] & 0x7F));
    }
    if (from < length) {
      framer.accept(chunk, from, length - from, this);
    }
    return List.copyOf(actions);
  }

  /** Reports that no byte has arrived for a while. */
  List<Action> silence(long nanos) {
    actions.clear();
    framer.silence(nanos, this);
    if (actions.isEmpty() && nanos >= REACTION) {
      actions.add(
          new Failed(
              identification == null
                  ? Iec62056Findings.NO_ANSWER.with("request", meter.signOn())
                  : Iec62056Findings.NO_READOUT.with("identification", identification)));
    }
    return List.copyOf(actions);
  }

  /** Collects lines until the identification: an optical head may echo the sign-on first. */
  private void letter(char c) {
    if (c == '/') {
      line.setLength(0);
    }
    if (c != '\n') {
      if (line.length() < LONGEST_LINE && c != '\r') {
        line.append(c);
      }
      return;
    }
    Optional<Identification> who = Identification.parse(line.toString());
    line.setLength(0);
    who.ifPresent(this::identified);
  }

  private void identified(Identification who) {
    identification = who;
    LineSettings begin = meter.line();
    int baud = who.baud(begin.baud());
    if (who.mode() == Mode.C) {
      baud = Identification.common(baud, meter.maxBaud());
      actions.add(new Send(Identification.acknowledgement(baud)));
    }
    if (baud != begin.baud()) {
      actions.add(
          new Switch(new LineSettings(baud, begin.dataBits(), begin.parity(), begin.stopBits())));
    }
  }

  @Override
  public void frame(String text) {
    actions.add(new Done(identification, text));
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    // during a change of speed, a few bytes at the old speed may be misread
  }

  @Override
  public void corrupt(Damage damage) {
    actions.add(new Report(Iec62056Findings.DAMAGED.with("damage", damage)));
    actions.add(new Failed(Iec62056Findings.NO_READOUT.with("identification", identification)));
  }
}

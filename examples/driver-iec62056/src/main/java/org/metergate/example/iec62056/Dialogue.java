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
 * One readout, from sign-on to check character, as a pure function: bytes and silence go in, what
 * is to be done comes out. It ends with {@link Done} or {@link Failed}.
 */
final class Dialogue implements FrameSink<String> {
  /** The standard says 1.5 s (clause 6.3.13); a MULTICAL 66 takes up to two. */
  private static final long REACTION = Duration.ofSeconds(3).toNanos();

  private static final int LONGEST_LINE = 64;

  private final MeterSetting meter;
  private final BlockFramer framer = new BlockFramer();
  private final StringBuilder line = new StringBuilder();
  private final List<Action> actions = new ArrayList<>();
  private Identification identification;

  /** What whoever holds the link has to do next. */
  sealed interface Action {}

  /**
   * Send.
   *
   * @param bytes all of them, at the present speed.
   */
  record Send(byte[] bytes) implements Action {}

  /**
   * Change the speed, when all that was sent has left.
   *
   * @param settings from then on.
   */
  record Switch(LineSettings settings) implements Action {}

  /**
   * A damaged block came; the meter says it once only.
   *
   * @param finding what to tell; the readout goes on.
   */
  record Tell(Finding finding) implements Action {}

  /**
   * The end, with a readout.
   *
   * @param identification who the meter said it is.
   * @param text its registers.
   */
  record Done(Identification identification, String text) implements Action {}

  /**
   * The end, without one.
   *
   * @param finding why.
   */
  record Failed(Finding finding) implements Action {}

  Dialogue(MeterSetting meter) {
    this.meter = meter;
  }

  /** Begins: the sign-on. */
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

  /** Hears that nothing came for so long. */
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

  /** Lines until the identification: an optical head may repeat our own sign-on first. */
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
      baud = Identification.common(baud, meter.mostBaud());
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
    // while the speed changes, a few bytes of the old one may be misread
  }

  @Override
  public void corrupt(Damage damage) {
    actions.add(new Tell(Iec62056Findings.DAMAGED.with("damage", damage)));
    actions.add(new Failed(Iec62056Findings.NO_READOUT.with("identification", identification)));
  }
}

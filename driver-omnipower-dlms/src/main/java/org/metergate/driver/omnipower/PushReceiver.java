// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.ciphering.trust.Judgement;
import org.metergate.driver.omnipower.frame.Frame;
import org.metergate.driver.omnipower.frame.Message;
import org.metergate.driver.omnipower.frame.MessageAssembler;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Receives what the framer finds and passes each message through the driver. One for each session.
 */
final class PushReceiver implements FrameSink<Frame> {
  /** The parts of one message follow each other immediately. */
  private static final long LONGEST_GAP = TimeUnit.SECONDS.toNanos(3);

  /**
   * Damaged messages are seconds apart; a line full of false starts would else report thousands of
   * them a second.
   */
  private static final long REPORT_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

  private final MeterSession meter;
  private final MessageSecurity messageSecurity;
  private final Publisher publisher;
  private final MessageAssembler assembler = new MessageAssembler();
  private final LineNoise noise = new LineNoise();
  private final Map<FindingCode, Long> reported = new HashMap<>();
  private long lastPiece;
  private boolean finished;

  PushReceiver(MeterSession meter, MessageSecurity messageSecurity, Publisher publisher) {
    this.meter = meter;
    this.messageSecurity = messageSecurity;
    this.publisher = publisher;
  }

  @Override
  public void frame(Frame frame) {
    noise.goodFrame();
    reported.clear();
    meter.passed(Stage.FRAMES);
    if (assembler.holdsPieces() && meter.nanos() - lastPiece > LONGEST_GAP) {
      assembler.forget();
    }
    try {
      Optional<Message> message = assembler.accept(frame);
      if (message.isPresent()) {
        read(message.get());
      } else {
        lastPiece = meter.nanos();
      }
    } catch (MalformedException e) {
      meter.find(OmnipowerFindings.PIECES_LOST, "reason", e.getMessage());
    }
  }

  /** Returns whether the last message was published or contained nothing new. */
  boolean finishedMessage() {
    return finished;
  }

  private void read(Message message) {
    finished = false;
    try {
      Judgement judgement =
          switch (message.tag()) {
            case Message.CIPHERED -> messageSecurity.ciphered(message);
            case Message.PLAIN -> messageSecurity.plain(message);
            default -> unknown(message);
          };
      if (judgement instanceof Judgement.Admitted admitted) {
        finished = publisher.publish(admitted);
        if (!finished) {
          meter.keepUndecoded(message.wire());
        }
      } else {
        finished = judgement == Judgement.Refused.NOTHING_NEW;
      }
    } catch (MalformedException e) {
      meter.keepUndecoded(message.wire());
      meter.find(OmnipowerFindings.MALFORMED, "reason", e.getMessage());
    }
  }

  private Judgement unknown(Message message) {
    String kind = String.format("%02X", message.tag());
    boolean isProtected = message.tag() == Message.CIPHERED_FOR_SESSION;
    meter.keepUndecoded(message.wire());
    meter.find(
        isProtected ? OmnipowerFindings.UNKNOWN_PROTECTION : OmnipowerFindings.UNKNOWN_MESSAGE,
        "kind",
        kind);
    return Judgement.Refused.NOT_READABLE;
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    noise.received(bytes, offset, length, meter.nanos()).ifPresent(this::report);
  }

  @Override
  public void corrupt(Damage damage) {
    assembler.forget();
    noise.damaged();
    if (damage == Damage.HEADER && noise.mayBeTheRestOfAMessage()) {
      return; // a false start, not a damaged message
    }
    report(damage == Damage.TRUNCATED ? OmnipowerFindings.FRAME_CUT : OmnipowerFindings.CHECKSUM);
  }

  /** Reports a fault of the line, unless that was done a moment ago. */
  private void report(FindingCode code) {
    long now = meter.nanos();
    Long last = reported.get(code);
    if (last == null || now - last >= REPORT_AGAIN) {
      reported.put(code, now);
      meter.find(code);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.omnipower.frame.Frame;
import org.metergate.driver.omnipower.frame.Message;
import org.metergate.driver.omnipower.frame.MessageAssembler;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.Stage;

/**
 * Receives what the framer finds and passes each message through the driver. One for each session.
 */
final class PushReceiver implements FrameSink<Frame> {
  private static final int GENERAL_GLO_CIPHERING = 0xDB;
  private static final int GENERAL_DED_CIPHERING = 0xDC;
  private static final int DATA_NOTIFICATION = 0x0F;

  /** The parts of one message follow each other immediately. */
  private static final long LONGEST_GAP = TimeUnit.SECONDS.toNanos(3);

  private final Report report;
  private final MessageSecurity messageSecurity;
  private final Publisher publisher;
  private final MessageAssembler assembler = new MessageAssembler();
  private final LineNoise noise = new LineNoise();
  private long lastPiece;

  PushReceiver(Report report, MessageSecurity messageSecurity, Publisher publisher) {
    this.report = report;
    this.messageSecurity = messageSecurity;
    this.publisher = publisher;
  }

  @Override
  public void frame(Frame frame) {
    noise.goodFrame();
    report.passed(Stage.FRAMES);
    if (assembler.holdsPieces() && report.session().nanos() - lastPiece > LONGEST_GAP) {
      assembler.forget();
    }
    try {
      Optional<Message> message = assembler.accept(frame);
      if (message.isPresent()) {
        read(message.get());
      } else {
        lastPiece = report.session().nanos();
      }
    } catch (MalformedException e) {
      report.find(OmnipowerFindings.PIECES_LOST, "reason", e.getMessage());
    }
  }

  private void read(Message message) {
    try {
      Optional<MessageSecurity.Admitted> admitted =
          switch (message.tag()) {
            case GENERAL_GLO_CIPHERING -> messageSecurity.ciphered(message);
            case DATA_NOTIFICATION -> messageSecurity.plain(message);
            default -> unknown(message);
          };
      if (admitted.isPresent()) {
        publisher.publish(admitted.get());
      }
    } catch (MalformedException e) {
      report.find(OmnipowerFindings.MALFORMED, "reason", e.getMessage());
    }
  }

  private Optional<MessageSecurity.Admitted> unknown(Message message) {
    String kind = String.format("%02X", message.tag());
    if (message.tag() == GENERAL_DED_CIPHERING) {
      report.keepUndecoded(message.wire());
      report.find(OmnipowerFindings.UNKNOWN_PROTECTION, "kind", kind);
    } else {
      report.find(OmnipowerFindings.UNKNOWN_MESSAGE, "kind", kind);
    }
    return Optional.empty();
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    noise.received(bytes, offset, length, report.session().nanos()).ifPresent(report::find);
  }

  @Override
  public void corrupt(Damage damage) {
    assembler.forget();
    noise.damaged();
    if (damage == Damage.HEADER && noise.mayBeTheRestOfAMessage()) {
      return; // a false start, not a damaged message
    }
    report.find(
        damage == Damage.TRUNCATED ? OmnipowerFindings.FRAME_CUT : OmnipowerFindings.CHECKSUM);
  }
}

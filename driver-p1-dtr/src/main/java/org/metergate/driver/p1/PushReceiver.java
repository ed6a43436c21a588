// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;
import org.metergate.ciphering.trust.Judgement;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.driver.p1.frame.Frame;
import org.metergate.driver.p1.frame.Protection;
import org.metergate.driver.p1.frame.Refusal;
import org.metergate.driver.p1.frame.Telegram;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Receives what the framer finds and passes each telegram through the driver. One for each session.
 */
final class PushReceiver implements FrameSink<Frame> {
  private final TelegramFramer framer;
  private final MeterSession meter;
  private final MessageSecurity messageSecurity;
  private final PlainTexts plain;
  private final SteadyForm form;
  private final Publisher publisher;
  private final Runnable conditions;
  private final LineObservation look = new LineObservation();
  private boolean truncated;
  private boolean ended;
  private boolean good;
  private boolean readValues;

  /**
   * Creates a receiver.
   *
   * @param framer finds the telegrams, and says why one was refused.
   * @param conditions reports the conditions of the line; run before each telegram that is read.
   */
  PushReceiver(
      TelegramFramer framer,
      MeterSession meter,
      MessageSecurity messageSecurity,
      PlainTexts plain,
      SteadyForm form,
      Publisher publisher,
      Runnable conditions) {
    this.framer = framer;
    this.meter = meter;
    this.messageSecurity = messageSecurity;
    this.plain = plain;
    this.form = form;
    this.publisher = publisher;
    this.conditions = conditions;
  }

  /** Returns the examination of the bytes between telegrams. */
  LineObservation look() {
    return look;
  }

  /** Returns whether the end of a telegram arrived since the last call, intact or damaged. */
  boolean tookEnd() {
    boolean took = ended;
    ended = false;
    return took;
  }

  /**
   * Returns whether a telegram arrived since the last call that proves speed and level of the line.
   */
  boolean tookGood() {
    boolean took = good;
    good = false;
    return took;
  }

  @Override
  public void frame(Frame frame) {
    look.forget();
    ended = true;
    good = true;
    if (frame instanceof EncryptedTelegram sealed) {
      encrypted(sealed);
    } else if (frame instanceof Telegram telegram) {
      read(telegram);
    }
  }

  /**
   * Reads an encrypted telegram.
   *
   * @return whether it was published or contains nothing new.
   */
  boolean encrypted(EncryptedTelegram sealed) {
    Judgement judgement = messageSecurity.open(sealed);
    if (!(judgement instanceof Judgement.Admitted admitted)) {
      return judgement == Judgement.Refused.NOTHING_NEW;
    }
    Optional<Telegram> text = plain.proven(admitted.bytes());
    return text.isPresent() && publish(text.get().bytes());
  }

  private void read(Telegram telegram) {
    Protection protection = telegram.protection();
    boolean unchecked =
        protection == Protection.PARITY
            || protection == Protection.NONE
            || protection == Protection.CHECKSUM_IGNORED;
    if (unchecked && !form.accepts(telegram.bytes())) {
      meter.find(P1Findings.FORM_CHANGED);
      return;
    }
    meter.passed(Stage.FRAMES);
    if (!messageSecurity.admitsPlainText()) {
      return;
    }
    if (protection == Protection.CHECKSUM_WITH_LINE_ENDS) {
      meter.find(P1Findings.LINE_ENDS_RESTORED);
    } else if (protection == Protection.CHECKSUM_IGNORED) {
      meter.find(P1Findings.CHECKSUM_IGNORED);
    }
    publish(telegram.bytes());
  }

  private boolean publish(byte[] text) {
    conditions.run();
    boolean published = publisher.publish(text);
    if (published) {
      readValues = true;
    } else {
      wantsPower(LineObservation.onlyName(text, 0, text.length - 1).orElse("?"));
    }
    return published;
  }

  private void wantsPower(String name) {
    meter.find(P1Findings.WANTS_POWER, "meter", name);
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    Optional<String> name =
        truncated && !readValues
            ? LineObservation.onlyName(bytes, offset, length)
            : Optional.empty();
    if (name.isPresent()) {
      wantsPower(name.get());
      good = true; // the speed is right, else the name would not be readable
    } else if (truncated) {
      meter.find(P1Findings.CUT);
    }
    truncated = false;
    look.received(bytes, offset, length);
    if (look.sawDlms()) {
      meter.find(P1Findings.DLMS_TRAFFIC);
    }
  }

  @Override
  public void corrupt(Damage damage) {
    Refusal refusal = framer.refusal();
    truncated = refusal == Refusal.CUT; // the noise that follows shows how much of it arrived
    ended |= refusal == Refusal.CHECKSUM || refusal == Refusal.CHECKSUM_MISSING;
    if (!truncated) {
      meter.find(code(refusal));
    }
  }

  private static FindingCode code(Refusal refusal) {
    return switch (refusal) {
      case CUT -> P1Findings.CUT;
      case CHECKSUM -> P1Findings.CHECKSUM;
      case CHECKSUM_MISSING -> P1Findings.CHECKSUM_MISSING;
      case TOO_LONG -> P1Findings.TOO_LONG;
      case CONTROL_CHARACTER -> P1Findings.CONTROL_CHARACTER;
      case FOREIGN_BYTE -> P1Findings.FOREIGN_BYTE;
      case LINE -> P1Findings.DAMAGED;
    };
  }
}

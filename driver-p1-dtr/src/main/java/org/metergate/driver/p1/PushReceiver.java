// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.driver.p1.frame.Frame;
import org.metergate.driver.p1.frame.Protection;
import org.metergate.driver.p1.frame.Telegram;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.finding.Stage;

/**
 * Receives what the framer finds and passes each telegram through the driver. One for each session.
 */
final class PushReceiver implements FrameSink<Frame> {
  private final Report report;
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
   * @param conditions reports the conditions of the line; run before each telegram that is read.
   */
  PushReceiver(
      Report report,
      MessageSecurity messageSecurity,
      PlainTexts plain,
      SteadyForm form,
      Publisher publisher,
      Runnable conditions) {
    this.report = report;
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
      messageSecurity.open(sealed).flatMap(plain::proven).ifPresent(text -> publish(text.bytes()));
    } else if (frame instanceof Telegram telegram) {
      read(telegram);
    }
  }

  private void read(Telegram telegram) {
    Protection protection = telegram.protection();
    boolean unchecked = protection == Protection.PARITY || protection == Protection.NONE;
    if (unchecked && !form.accepts(telegram.bytes())) {
      report.find(P1Findings.FORM_CHANGED);
      return;
    }
    report.passed(Stage.FRAMES);
    if (!messageSecurity.admitsPlainText()) {
      return;
    }
    if (protection == Protection.CHECKSUM_WITH_LINE_ENDS) {
      report.find(P1Findings.LINE_ENDS_RESTORED);
    } else if (protection == Protection.CHECKSUM_IGNORED) {
      report.find(P1Findings.CHECKSUM_IGNORED);
    }
    publish(telegram.bytes());
  }

  private void publish(byte[] text) {
    conditions.run();
    if (publisher.publish(text)) {
      readValues = true;
    } else {
      wantsPower(LineObservation.onlyName(text, 0, text.length - 1).orElse("?"));
    }
  }

  private void wantsPower(String name) {
    report.find(P1Findings.WANTS_POWER, "meter", name);
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
      report.find(P1Findings.CUT);
    }
    truncated = false;
    look.received(bytes, offset, length);
    if (look.sawDlms()) {
      report.find(P1Findings.DLMS_TRAFFIC);
    }
  }

  @Override
  public void corrupt(Damage damage) {
    truncated = damage == Damage.TRUNCATED; // the noise that follows shows how much of it arrived
    switch (damage) {
      case CHECKSUM -> {
        ended = true;
        report.find(P1Findings.CHECKSUM);
      }
      case END -> {
        ended = true;
        report.find(P1Findings.CHECKSUM_MISSING);
      }
      case CONTENT, HEADER -> report.find(P1Findings.DAMAGED);
      case TRUNCATED -> {}
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import org.metergate.ciphering.trust.Judgement;
import org.metergate.driver.omnipower.list.Decoded;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.driver.omnipower.list.Name;
import org.metergate.driver.omnipower.list.Note;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Converts messages that may be read to readings. One for each session. */
final class Publisher {
  private final MeterSession meter;
  private final ListDecoder decoder;
  private String identifier = "";
  private String type = "";

  Publisher(MeterSession meter, ListDecoder decoder) {
    this.meter = meter;
    this.decoder = decoder;
  }

  /**
   * Decodes a message and publishes its reading.
   *
   * @return false where the list is unknown or its values have no names.
   */
  boolean publish(Judgement.Admitted message) throws MalformedException {
    Decoded decoded = decoder.decode(message.bytes(), message.offset(), message.length());
    if (decoded instanceof Decoded.UnknownList unknown) {
      meter.find(OmnipowerFindings.UNKNOWN_LIST, "list", unknown.name());
      return false;
    }
    if (decoded instanceof Decoded.UnnamedList unnamed) {
      meter.find(OmnipowerFindings.UNNAMED_LIST, "list", unnamed.name());
      return false;
    }
    Decoded.Telegram telegram = (Decoded.Telegram) decoded;
    String before = identifier;
    identifier = identifier(message, telegram);
    type = identifier.equals(before) ? type : "";
    for (Note note : telegram.notes()) {
      if (note != Note.ENERGY_SCALE_OPEN) { // the gateway determines that scale and reports it
        meter.find(code(note));
      }
    }
    for (Name name : telegram.leftOut()) {
      meter.find(
          OmnipowerFindings.NOT_A_NUMBER.with(
              "quantity", name.quantity().label(), "register", name.register()));
    }
    meter.passed(Stage.LIST);
    if (!telegram.measurements().isEmpty()) {
      type = telegram.meterType().orElse(type); // the hourly list of some meters has none
      meter.describe(telegram.nameplate(type));
      meter.publish(identifier, telegram.time(), telegram.measurements());
    }
    return true;
  }

  /** A list without a meter number is from the meter whose number came last. */
  private String identifier(Judgement.Admitted message, Decoded.Telegram telegram) {
    return message.identifier().isEmpty()
        ? telegram.meterNumber().map(MeterNumber::identifier).orElse(identifier)
        : message.identifier();
  }

  private static FindingCode code(Note note) {
    return switch (note) {
      case VOLTAGE_IN_HUNDREDTHS -> OmnipowerFindings.VOLTAGE_IN_HUNDREDTHS;
      case CURRENT_SCALE_UNSURE -> OmnipowerFindings.CURRENT_SCALE_UNSURE;
      case CLOCK_IMPOSSIBLE -> OmnipowerFindings.CLOCK_IMPOSSIBLE;
      case POWER_TOO_HIGH -> OmnipowerFindings.POWER_TOO_HIGH;
      case ENERGY_SCALE_OPEN, SCALES_OPEN -> OmnipowerFindings.SCALES_OPEN;
    };
  }
}

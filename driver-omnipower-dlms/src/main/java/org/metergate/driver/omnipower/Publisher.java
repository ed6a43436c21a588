// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import org.metergate.ciphering.trust.Report;
import org.metergate.driver.omnipower.list.Decoded;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.driver.omnipower.list.Note;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** Converts messages that may be read to readings. One for each session. */
final class Publisher {
  private final Report report;
  private final ListDecoder decoder;
  private MeterRef meter;
  private long telegrams;

  Publisher(Report report, ListDecoder decoder) {
    this.report = report;
    this.decoder = decoder;
    this.meter = MeterRef.of(report.meter(), "");
  }

  void publish(MessageSecurity.Admitted message) throws MalformedException {
    Decoded decoded = decoder.decode(message.bytes(), message.offset(), message.length());
    if (decoded instanceof Decoded.UnknownList unknown) {
      report.find(OmnipowerFindings.UNKNOWN_LIST, "list", unknown.name());
      return;
    }
    Decoded.Telegram telegram = (Decoded.Telegram) decoded;
    name(message.identifier(), telegram);
    for (Note note : telegram.notes()) {
      if (note != Note.ENERGY_SCALE_OPEN) { // the gateway determines that scale and reports it
        report.find(code(note));
      }
    }
    report.passed(Stage.LIST);
    telegrams++;
    report
        .session()
        .publish(
            new Reading(
                meter,
                telegrams,
                Origin.LIVE,
                report.session().now(),
                telegram.time(),
                telegram.measurements()));
  }

  /** A list without a meter number is from the meter whose number came last. */
  private void name(String identifier, Decoded.Telegram telegram) {
    String name =
        identifier.isEmpty()
            ? telegram.meterNumber().map(MeterNumber::identifier).orElse(meter.identifier())
            : identifier;
    if (name.equals(meter.identifier())) {
      return;
    }
    meter = MeterRef.of(report.meter(), name);
  }

  private static FindingCode code(Note note) {
    return switch (note) {
      case VOLTAGE_IN_HUNDREDTHS -> OmnipowerFindings.VOLTAGE_IN_HUNDREDTHS;
      case CURRENT_SCALE_UNSURE -> OmnipowerFindings.CURRENT_SCALE_UNSURE;
      case ENERGY_SCALE_OPEN, SCALES_OPEN -> OmnipowerFindings.SCALES_OPEN;
    };
  }
}

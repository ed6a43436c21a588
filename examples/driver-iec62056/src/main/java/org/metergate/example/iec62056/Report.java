// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.util.Optional;
import org.metergate.example.iec62056.data.Readout;
import org.metergate.example.iec62056.frame.PushFramer.Pushed;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/** Converts the readouts of one meter to readings and findings. */
final class Report {
  private final MeterSetting meter;
  private final Session session;
  private long telegram;

  Report(MeterSetting meter, Session session) {
    this.meter = meter;
    this.session = session;
  }

  /** Takes a complete readout; {@code checked} if its check character was right. */
  void readout(String text, String identification, boolean checked) {
    session.passed(meter.name(), Stage.FRAMES);
    Readout readout = Readout.of(text);
    if (readout.measurements().isEmpty()) {
      session.find(meter.name(), Iec62056Findings.EMPTY.with());
      return;
    }
    if (!checked) {
      session.find(meter.name(), Iec62056Findings.NOT_CHECKED.with());
    }
    readout
        .error()
        .ifPresent(
            code -> session.find(meter.name(), Iec62056Findings.METER_ERROR.with("code", code)));
    session.passed(meter.name(), Stage.LIST);
    MeterRef ref = MeterRef.of(meter.name(), readout.number().orElse(identification));
    session.publish(
        new Reading(
            ref, ++telegram, Origin.LIVE, session.now(), Optional.empty(), readout.measurements()));
  }

  private void damaged(Damage damage) {
    session.find(meter.name(), Iec62056Findings.DAMAGED.with("damage", damage));
  }

  private void noise(int bytes) {
    session.find(meter.name(), LinkFindings.NOISE.with("bytes", bytes));
  }

  /** Returns a sink for the readouts that a meter sends by itself. */
  FrameSink<Pushed> listener() {
    return new FrameSink<>() {
      @Override
      public void frame(Pushed frame) {
        readout(frame.text(), frame.identification().toString(), false);
      }

      @Override
      public void noise(byte[] bytes, int offset, int length) {
        Report.this.noise(length);
      }

      @Override
      public void corrupt(Damage damage) {
        damaged(damage);
      }
    };
  }

  /** Returns a sink for the checked blocks in a capture; between them are the requests. */
  FrameSink<String> blocks() {
    return new FrameSink<>() {
      @Override
      public void frame(String frame) {
        readout(frame, "unknown", true);
      }

      @Override
      public void noise(byte[] bytes, int offset, int length) {
        // sign-on, identification and acknowledgement
      }

      @Override
      public void corrupt(Damage damage) {
        damaged(damage);
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.util.Optional;
import org.metergate.example.iec62056.data.Readout;
import org.metergate.example.iec62056.frame.Message;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;

/**
 * Publishes the readouts of one meter; as a sink, those that it sends by itself or that are in a
 * capture.
 *
 * @param meter the session of the meter.
 * @param pushes whether the meter sends by itself; else the bytes between its readouts are the
 *     requests.
 */
record ReadoutPublisher(MeterSession meter, boolean pushes) implements FrameSink<Message> {

  /** Takes a complete readout; {@code checked} if its check character was right. */
  void publish(String text, String identification, boolean checked) {
    meter.passed(Stage.FRAMES);
    Readout readout = Readout.of(text);
    if (readout.measurements().isEmpty()) {
      meter.find(Iec62056Findings.EMPTY);
      return;
    }
    if (!checked) {
      meter.find(Iec62056Findings.NOT_CHECKED);
    }
    readout.error().ifPresent(code -> meter.find(Iec62056Findings.METER_ERROR, "code", code));
    meter.passed(Stage.LIST);
    String number = readout.number().orElse(identification);
    meter.publish(number, Optional.empty(), readout.measurements());
  }

  @Override
  public void frame(Message message) {
    if (message instanceof Message.Pushed readout) {
      publish(readout.text(), readout.identification().toString(), false);
    } else if (message instanceof Message.Block readout) {
      publish(readout.text(), "unknown", true);
    }
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    if (pushes) {
      meter.find(LinkFindings.NOISE, "bytes", length);
    }
  }

  @Override
  public void corrupt(Damage damage) {
    meter.find(Iec62056Findings.DAMAGED, "damage", damage);
  }
}

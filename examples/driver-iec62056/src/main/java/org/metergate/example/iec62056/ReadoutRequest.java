// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.metergate.example.iec62056.frame.Identification;
import org.metergate.example.iec62056.frame.Identification.Mode;
import org.metergate.example.iec62056.frame.Message;
import org.metergate.spi.dialogue.Request;
import org.metergate.spi.link.LineSettings;

/**
 * One of the two requests of a readout.
 *
 * @param bytes what is sent.
 * @param answer the kind of message that answers it.
 * @param answeredAt the line settings of the answer, if they change.
 */
record ReadoutRequest(
    byte[] bytes, Class<? extends Message> answer, Optional<LineSettings> answeredAt)
    implements Request<Message> {

  /** Creates the first request, which the meter answers with its identification. */
  static ReadoutRequest signOn(MeterSetting meter) {
    byte[] bytes = (meter.signOn() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return new ReadoutRequest(bytes, Identification.class, Optional.empty());
  }

  /** Creates the second request: an acknowledgement in mode C, nothing but patience in A and B. */
  static ReadoutRequest data(Identification who, MeterSetting meter) {
    LineSettings line = meter.line();
    int baud = who.baud(line.baud());
    byte[] bytes = {};
    if (who.mode() == Mode.C) {
      baud = Identification.common(baud, meter.maxBaud());
      bytes = Identification.acknowledgement(baud);
    }
    LineSettings answered = new LineSettings(baud, line.dataBits(), line.parity(), line.stopBits());
    return new ReadoutRequest(bytes, Message.Block.class, Optional.of(answered));
  }

  @Override
  public boolean isAnsweredBy(Message message) {
    return answer.isInstance(message);
  }
}

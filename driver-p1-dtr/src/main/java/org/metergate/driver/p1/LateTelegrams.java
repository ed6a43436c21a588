// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;

/**
 * Reads encrypted telegrams that were kept until their key was configured, in the same way as
 * present ones, with separate message security and a separate decoder. One thread.
 */
final class LateTelegrams implements KeptReader {
  private final PushReceiver pushReceiver;

  LateTelegrams(P1Options options, MeterSession late) {
    PlainTexts plain = new PlainTexts();
    MessageSecurity messageSecurity = new MessageSecurity(options, plain, SenderState.late());
    messageSecurity.begin(late);
    Publisher publisher = new Publisher(options);
    publisher.begin(late);
    TelegramFramer framer = new TelegramFramer(options.checksum()); // finds nothing: no stream
    pushReceiver =
        new PushReceiver(
            framer, late, messageSecurity, plain, new SteadyForm(), publisher, () -> {});
  }

  @Override
  public boolean read(KeptFrame frame) {
    return pushReceiver.encrypted(new EncryptedTelegram(frame.bytes()));
  }
}

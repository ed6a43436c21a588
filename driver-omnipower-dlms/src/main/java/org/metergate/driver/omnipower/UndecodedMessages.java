// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;

/**
 * Reads messages that were kept until their keys were configured, or until a version that knows
 * their form, in the same way as present ones, with separate message security, counters and list
 * layouts. A kept frame consists of all the frames of one message. One thread.
 */
final class UndecodedMessages implements KeptReader {
  private final MeterSession late;
  private final MessageSecurity messageSecurity;
  private final Publisher publisher;

  UndecodedMessages(OmnipowerOptions options, MeterSession late) {
    this.late = late;
    ListDecoder decoder = new ListDecoder(options.scales());
    messageSecurity = new MessageSecurity(options, decoder::plausible, SenderState.late());
    messageSecurity.begin(late);
    publisher = new Publisher(late, decoder);
  }

  @Override
  public boolean read(KeptFrame frame) {
    PushReceiver pushReceiver = new PushReceiver(late, messageSecurity, publisher);
    new PushFramer().accept(frame.bytes(), 0, frame.bytes().length, pushReceiver);
    return pushReceiver.finishedMessage();
  }
}

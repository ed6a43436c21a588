// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlCommand;

/** Commands after which the page may need a certificate are not cancelled while it is made. */
class CertificateTimeTest {
  @Test
  void commandsThatMayOpenThePageWaitForItsCertificate() {
    List<ControlCommand> commands = AccessCommands.of(null, List::of);
    assertEquals(2, commands.size());
    for (ControlCommand command : commands) {
      assertTrue(
          command.timeout().compareTo(MadeCertificate.LONGEST) > 0
              && command.timeout().compareTo(ControlClient.MAX_TIMEOUT) <= 0,
          command.name() + ": " + command.timeout());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.PtyPair;

/** {@code aim}: the loop itself is tested on virtual time in the module gateway-setup. */
@Timeout(120)
class AimCommandTest {
  @TempDir Path folder;

  @Test
  void theCostForTheBatteryIsSaidBeforeTheFirstQuestion() {
    Run run = Run.of("aim", "emulator:multical?echo=true&serial=4711").ends(0);
    assertTrue(run.out().startsWith("Asks the meter every 0.7 s"), run.out());
    assertTrue(run.out().contains("battery"), run.out());
    assertTrue(run.out().contains("[####################]  20 of the last 20"), run.out());
    assertTrue(run.out().contains("It is the meter with the number 4711."), run.out());
    assertFalse(run.out().contains("\u001b"), "no terminal is there");
  }

  @Test
  void aPortThatIsNoneAndALinkWithoutBytesAreRefusedInASentence() {
    Run.of("aim", "serial:" + folder + "/none").ends(1);
    Run.of("aim", "serial:" + folder).ends(1);
    assertTrue(Run.of("aim", "gpio:17").ends(2).err().contains("carries pulses"));
  }

  @Test
  @Tag("pty")
  void aPortThatTheRunningGatewayHoldsIsNamedSo() throws Exception {
    try (PtyPair pty = PtyPair.plug(folder);
        LiveRun holder = new LiveRun("aim", "serial:" + pty.gateway())) {
      holder.awaitGroup("(  3 s  )"); // a pseudo-terminal is silent
      Run second = Run.of("aim", "serial:" + pty.gateway()).ends(1);
      assertEquals("", second.out());
      assertTrue(
          second.err().contains("is held by another program")
              && second.err().contains("If it is the running gateway, stop it while you aim"),
          second.err());
      assertEquals(1, second.err().lines().count(), second.err());
    }
  }

  @Test
  @Tag("pty")
  void aimsAtAMeterBehindASerialPort() throws Exception {
    PtyPair.plug(folder).close(); // skips the test where there is no socat
    Path port = folder.resolve("head");
    try (LiveRun meter =
        new LiveRun("emulate", "multical", "--option", "serial=4711", "--pty", port.toString())) {
      meter.awaitGroup("(driver: multical-kmp)");
      Run run = Run.of("aim", "serial:" + port).ends(0);
      assertTrue(run.out().contains("20 of the last 20, now good answer after"), run.out());
      assertTrue(run.out().contains("It is the meter with the number 4711."), run.out());
    }
  }

  @Test
  void aDriverThatOnlyListensAndASettingThatNoneUsesAreWrongUsage() {
    Run.of("aim", "emulator:multical", "--driver", "omnipower-dlms")
        .refuses(2, "The driver 'omnipower-dlms' only listens, so that it has nothing to ask.");
    Run.of("aim", "emulator:multical", "--driver", "pulse-gpio")
        .refuses(2, "The driver 'pulse-gpio' counts pulses, so that it has nothing to ask.");
    Run.of("aim", "emulator:multical", "--driver", "multicla-kmp")
        .refuses(2, "There is no driver 'multicla-kmp'; did you mean 'multical-kmp'?");
    Run.of("aim", "emulator:multical", "--settings", "2400 8N1")
        .refuses(2, "No driver asks at '2400 8N1'; there are: 1200 8N2, 9600 8N2.");
  }
}

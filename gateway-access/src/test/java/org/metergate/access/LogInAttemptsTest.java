// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogInAttemptsTest {
  private final SteppedTime time = new SteppedTime();
  private final LogInAttempts attempts = new LogInAttempts(time);

  private void wrong(int times, String account, String address) {
    for (int i = 0; i < times; i++) {
      attempts.wrong(account, address);
    }
  }

  @Test
  void tenThousandMistakesKeepAnAddressWaitingForAQuarterOfAnHourAtMost() {
    wrong(10_000, "admin", "203.0.113.9");
    assertEquals(Optional.of(Duration.ofMinutes(15)), attempts.wait("someone", "203.0.113.9"));
    time.pass(Duration.ofMinutes(15));
    assertEquals(Optional.empty(), attempts.wait("admin", "203.0.113.9"));
  }

  @Test
  void tenThousandAddressesAndNamesTakeABoundedMemory() {
    for (int i = 0; i < 10_000; i++) {
      attempts.wrong("name" + i, "10.0." + i / 256 + "." + i % 256);
      attempts.right("name" + i, "10.1." + i / 256 + "." + i % 256);
    }
    assertTrue(attempts.size() <= 3000, "entries: " + attempts.size());
  }

  @Test
  void strangersKeepTheOwnerOutForHalfAMinuteAtMostAndNotWhereItWasLoggedIn() {
    attempts.right("admin", "192.168.1.5");
    wrong(10_000, "admin", "203.0.113.9");
    assertEquals(Optional.of(Duration.ofSeconds(30)), attempts.wait("admin", "192.168.1.77"));
    assertEquals(Optional.empty(), attempts.wait("admin", "192.168.1.5"));
    assertEquals(Optional.empty(), attempts.wait("anna", "192.168.1.77"));
  }

  @Test
  void thisMachineWaitsForHalfAMinuteAtMost() {
    wrong(10_000, "admin", "127.0.0.1");
    assertEquals(Optional.of(Duration.ofSeconds(30)), attempts.wait("x", "127.0.0.1"));
  }

  @Test
  void allAddressesOfAHomeInIpv6CountAsOne() {
    for (int i = 0; i < 100; i++) {
      attempts.wrong("name" + i, "2001:db8:1:2:0:0:0:" + Integer.toHexString(i));
    }
    assertTrue(attempts.wait("y", "2001:db8:1:2:a:b:c:d").isPresent());
    assertEquals(Optional.empty(), attempts.wait("y", "2001:db8:1:3:a:b:c:d"));
  }

  @Test
  void mistakesAreForgottenAfterADay() {
    wrong(20, "admin", "10.0.0.1");
    time.pass(Duration.ofDays(1).plusSeconds(1));
    attempts.wrong("admin", "10.0.0.1");
    assertEquals(Optional.empty(), attempts.wait("admin", "10.0.0.1"));
  }
}

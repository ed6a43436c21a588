// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.time.VirtualTime;

/** When one meter is said to be read under two names. */
class ReadIdentitiesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Identity ONE = new Identity("72000001", "720000012D2C3504", "");
  private static final Identity OTHER = new Identity("72000002", "720000022D2C3504", "");

  private final KitSession session = new KitSession(new VirtualTime(RecordingPlayer.START));
  private final ReadIdentities identities = new ReadIdentities();

  private void read(String name, Identity identity) {
    identities.read(name, identity, session.meter(name));
  }

  private void assertFound(String name, long times) {
    assertEquals(times, Bus.count(session, name, MbusFindings.SAME_METER), name);
  }

  @Test
  void saysOfBothNamesThatTheyMeanOneMeterWhenEachWasReadWithItsNumberAgain() {
    for (int i = 0; i < 3; i++) {
      read("a", ONE);
      read("b", ONE);
    }
    assertFound("a", 2);
    assertFound("b", 2);
  }

  @Test
  void doesNotCompareWithAMeterThatGaveNoReadingWhenItWasAskedLast() {
    read("a", ONE);
    read("b", ONE);
    read("a", ONE);
    identities.notRead("b");
    read("a", ONE);
    assertFound("a", 1);
  }

  @Test
  void doesNotCompareWithAMeterThatWasNotReadSinceTheOtherHasItsNumber() {
    read("rarely", ONE);
    read("often", OTHER);
    for (int i = 0; i < 5; i++) {
      read("often", ONE);
    }
    assertFound("often", 0);
    read("rarely", OTHER);
    read("often", ONE);
    assertFound("often", 0);
  }

  @Test
  void aMeterThatMovesToTheAddressOfAnotherNameIsNotReadTwice() throws Exception {
    String[] first = {"number", "72000001", "first-address", "1"};
    Bus before = new Bus(HOUR, first).withMeters(2);
    ByteDriver driver = before.driver();
    KitSession session = before.run(driver);
    assertTrue(Bus.readings(session, "m1").size() >= 11);
    String[] moved = {"number", "72000001", "first-address", "2"};
    KitSession after = new Bus(before.time, HOUR, moved).withMeters(2).after(session).run(driver);
    assertTrue(Bus.readings(after, "m2").size() >= 11);
    assertEquals(0, after.count(MbusFindings.SAME_METER), after.findings().toString());
  }
}

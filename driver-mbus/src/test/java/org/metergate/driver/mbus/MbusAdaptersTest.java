// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.mbus.Bus.found;
import static org.metergate.driver.mbus.Bus.readings;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.kit.KitSession;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Origin;

/** Sessions through adapters and serial servers that do not deliver what is on the bus. */
class MbusAdaptersTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] NOTHING = {};

  private static long live(KitSession session, String meter) {
    return readings(session, meter).stream().filter(r -> r.origin() == Origin.LIVE).count();
  }

  @Test
  void takesAnswersThatCameInPartsAtAnySpeed() {
    for (int gap : new int[] {16, 100, 400}) {
      for (String speed : List.of("300", "2400", "9600")) {
        Bus bus = new Bus(HOUR, "meters", "2", "speed", speed, "three-telegrams", "2");
        bus.withMeters(2, "speed", speed)
            .through(link -> Adapter.inPartsEvery(Duration.ofMillis(gap), link, bus.time));
        KitSession session = bus.run();
        assertEquals(12, live(session, "m1"), gap + " ms at " + speed);
        assertEquals(12, live(session, "m2"), gap + " ms at " + speed);
        assertEquals(List.of(), session.findings());
      }
    }
  }

  /** The driver does not know the speed of the line behind such a server. */
  @Test
  void readsLongAnswersThroughASerialServerThatKeepsALowSpeed() {
    for (String speed : List.of("300", "600", "1200")) {
      Bus bus = new Bus(HOUR, "meters", "2", "speed", speed, "three-telegrams", "2").withMeters(2);
      bus.through(link -> keeping(Integer.parseInt(speed), link));
      KitSession session = bus.run();
      assertEquals(12, live(session, "m1"), speed);
      assertEquals(12, live(session, "m2"), speed);
      assertEquals(List.of(), session.findings(), speed);
    }
  }

  private static ByteLink keeping(int baud, ByteLink link) {
    try {
      link.reconfigure(MbusExchange.line(baud));
    } catch (LinkLostException e) {
      throw new AssertionError(e);
    }
    return new ForwardingByteLink(link) {
      @Override
      public void reconfigure(LineSettings settings) {} // like a tcp: link
    };
  }

  @Test
  void waitsForLongerGapsWithALongerTimeout() {
    Bus bus = new Bus(HOUR, "meters", "2", "speed", "300").withMeters(2, "timeout", "4s");
    bus.through(link -> Adapter.inPartsEvery(Duration.ofMillis(1200), link, bus.time));
    assertTrue(live(bus.run(), "m2") >= 11);
  }

  @Test
  void readsThroughAConverterThatAddsAByteBeforeOrAfterEachAnswer() {
    for (int value : new int[] {0x00, 0xFF, 0x68}) {
      byte[] stray = {(byte) value};
      Bus before = new Bus(HOUR, "meters", "2").withMeters(2);
      before.through(link -> Adapter.adding(stray, NOTHING, link, before.time));
      assertEquals(12, live(before.run(), "m2"), "before: " + value);
      Bus after = new Bus(HOUR, "meters", "2").withMeters(2);
      after.through(link -> Adapter.adding(NOTHING, stray, link, after.time));
      // no selection is acknowledged well, so others are searched behind each meter at first
      assertTrue(live(after.run(), "m2") >= 11, "after: " + value);
    }
  }

  @Test
  void saysThatABusThatIsNeverSilentHasBytesThatAreNoAnswers() {
    Bus bus = new Bus(HOUR, "meters", "2").withMeters(2);
    bus.through(link -> Adapter.neverSilent(link, bus.time));
    KitSession session = bus.run();
    assertEquals(List.of(), session.readings());
    assertEquals(List.of("no-mbus-bytes"), found(session, "m1"));
    assertTrue(bus.questions.size() < 200, bus.questions.size() + " questions");
  }

  @Test
  void doesNotCallABusDeadOnWhichAnswersAreDamaged() {
    KitSession address =
        new Bus(HOUR, "meters", "2", "same-address", "2").with("m1", "address", "1").run();
    KitSession number =
        new Bus(HOUR, "meters", "2", "model", "303", "same-number", "2")
            .with("m1", "secondary", "72000001")
            .run();
    for (KitSession session : List.of(address, number)) {
      assertEquals(List.of(), session.readings());
      assertFalse(found(session, "m1").isEmpty());
      assertFalse(found(session, "m1").contains("bus-silent"), found(session, "m1").toString());
    }
  }

  @Test
  void readsAllMetersInTurnAndSaysSoWhereTheBusIsTooSlowForTheInterval() {
    Bus bus = new Bus(Duration.ofMinutes(30), "meters", "20").withMeters(20, "interval", "5s");
    KitSession session = bus.run();
    long fewest = Long.MAX_VALUE;
    long most = 0;
    for (int i = 1; i <= 20; i++) {
      long read = live(session, "m" + i);
      fewest = Math.min(fewest, read);
      most = Math.max(most, read);
      assertTrue(found(session, "m" + i).contains("interval-too-short"), "m" + i);
    }
    assertTrue(most - fewest <= 2, fewest + " to " + most);
    Bus busy = new Bus(Duration.ofMinutes(30), "meters", "20", "busy", "1");
    KitSession heard = busy.withMeters(20, "interval", "5s").run();
    assertEquals(List.of("meter-busy"), found(heard, "m1"), "which only a readout would end");
    Bus slow = new Bus(Duration.ofMinutes(30), "meters", "5").withMeters(5, "interval", "10s");
    assertEquals(0, slow.run().count(MbusFindings.INTERVAL_TOO_SHORT));
  }
}

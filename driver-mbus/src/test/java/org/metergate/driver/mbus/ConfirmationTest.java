// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.driver.MeterSession;
import org.metergate.time.VirtualTime;

/** When the answers of a meter are taken for its own. */
class ConfirmationTest {
  private final KitSession session = new KitSession(new VirtualTime(RecordingPlayer.START));
  private final MeterSession meter = session.meter(RecordingPlayer.METER);
  private final Confirmation confirmation = new Confirmation();

  /** An answer of 12345678 KAM version 35, heat, with an energy. */
  private static LongFrame answer(String access, String energy) {
    return new LongFrame(
        0x08,
        7,
        0x72,
        HexFormat.of().parseHex("78563412" + "2D2C3504" + access + "000000" + "0406" + energy));
  }

  private void readout(Outcome outcome, boolean wasDamaged) {
    confirmation.begin(meter);
    confirmation.ended(outcome, wasDamaged);
  }

  /** Returns whether a meter is confirmed whose first answer was not confirmed. */
  private boolean isConfirmed(LongFrame unconfirmed, LongFrame whenSelected) {
    confirmation.begin(meter);
    confirmation.revoke();
    confirmation.confirming(unconfirmed);
    confirmation.answeredWhenSelected(whenSelected);
    confirmation.ended(Outcome.READ, false);
    confirmation.begin(meter);
    return confirmation.holds(whenSelected);
  }

  @Test
  void anAnswerThatHasOnlyBitsOfTheOneWhenSelectedMayBeMergedFromTwo() {
    LongFrame whenSelected = answer("01", "67000000");
    assertFalse(isConfirmed(answer("01", "66000000"), whenSelected));
    assertFalse(
        isConfirmed(answer("02", "00000000"), whenSelected), "whatever the access number is");
    assertFalse(
        isConfirmed(answer("01", "68000000"), answer("01", "67010000")),
        "also if another value has changed");
    assertTrue(isConfirmed(answer("01", "68000000"), whenSelected), "bits of its own");
    assertTrue(isConfirmed(answer("01", "67000000"), whenSelected), "the same");
    assertTrue(
        isConfirmed(answer("00", "67000000"), whenSelected), "the same with the next number");
  }

  /** 12345678 with a counter, of the fixed structure: the access number is in another place. */
  private static LongFrame fixed(String access, String counter) {
    String data = "78563412" + access + "00" + "0505" + counter + "000000" + "00000000";
    return new LongFrame(0x08, 7, 0x73, HexFormat.of().parseHex(data));
  }

  @Test
  void theAccessNumberIsNoDifferenceWhereverItIs() {
    assertFalse(isConfirmed(fixed("01", "66"), fixed("01", "67")));
    assertTrue(isConfirmed(fixed("02", "67"), fixed("03", "67")));
  }

  @Test
  void afterThreeDamagedReadoutsFourGoodOnesAreNeeded() {
    readout(Outcome.DAMAGED, true);
    readout(Outcome.CUT, true);
    assertEquals(0, confirmation.probation());
    readout(Outcome.NOISE, true);
    int good = 0;
    while (confirmation.probation() > 0) {
      readout(Outcome.HEARD, false);
      good++;
    }
    assertEquals(4, good);
    readout(Outcome.DAMAGED, true);
    readout(Outcome.DAMAGED, true);
    assertEquals(0, confirmation.probation(), "those before are forgotten");
  }

  @Test
  void aReadoutWithADamagedAnswerOrWithoutOneIsNotCountedAsGood() {
    for (int i = 0; i < 3; i++) {
      readout(Outcome.DAMAGED, true);
    }
    for (int i = 0; i < 10; i++) {
      readout(Outcome.READ, true);
      readout(Outcome.SILENT, false);
    }
    assertEquals(4, confirmation.probation());
  }

  @Test
  void aDamagedAnswerTakesTheConfirmationAway() {
    LongFrame whenSelected = answer("01", "67000000");
    assertTrue(isConfirmed(whenSelected, whenSelected));
    confirmation.revoke();
    assertFalse(confirmation.holds(whenSelected));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metergate.driver.omnipower.Rig.findingIds;
import static org.metergate.driver.omnipower.Rig.parameters;
import static org.metergate.driver.omnipower.wire.Cipherer.AK;
import static org.metergate.driver.omnipower.wire.Cipherer.EK;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.KitSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

class MessageSecurityTest {
  private static final String OTHER = "FEDCBA98765432100123456789ABCDEF";
  private static final byte[] LIST = new Meter().push1();

  private final Cipherer meter = new Cipherer();

  @Test
  void readsAProvenMessageWithoutARemark() {
    KitSession session = rig(EK, AK).hear(meter.frame(1, LIST), meter.frame(2, LIST));
    assertEquals(2, session.readings().size());
    assertEquals(List.of(), session.findings());
    assertEquals(2, session.count(Stage.FRAMES));
    assertEquals(2, session.count(Stage.DECRYPTION));
    assertEquals(2, session.count(Stage.LIST));
    assertEquals("12345678", session.readings().get(0).meter().identifier());
    assertEquals(1, session.readings().get(0).telegram());
    assertEquals(2, session.readings().get(1).telegram());
  }

  @Test
  void keepsMessagesUntilThereIsAKey() {
    byte[] frame = meter.frame(1, LIST);
    KitSession session = Rig.with(Map.of()).hear(frame);
    assertFault(session, OmnipowerFindings.KEYS_MISSING);
    assertArrayEquals(frame, session.undecoded().get(0).frame());
  }

  @Test
  void readsOnWithSwappedKeysAndSaysSoWithEachMessage() {
    KitSession session = rig(AK, EK).hear(meter.frame(1, LIST), meter.frame(2, LIST));
    assertEquals(2, session.readings().size());
    assertEquals(2, session.count(OmnipowerFindings.KEYS_SWAPPED));
    assertEquals(List.of("keys-swapped"), findingIds(session));
  }

  @Test
  void keepsAMessageWhoseTagDoesNotHoldAndNamesTheAuthenticationKey() {
    KitSession session = rig(EK, OTHER).hear(meter.frame(1, LIST));
    assertFault(session, OmnipowerFindings.WRONG_AUTHENTICATION_KEY);
    assertEquals(1, session.undecoded().size());
  }

  @Test
  void keepsAMessageThatNoKeyOpensAndNamesTheEncryptionKey() {
    KitSession session = rig(OTHER, AK).hear(meter.frame(1, LIST));
    assertFault(session, OmnipowerFindings.WRONG_ENCRYPTION_KEY);
    assertEquals(1, session.undecoded().size());
    KitSession single = Rig.with(Map.of("encryption-key", OTHER)).hear(meter.frame(1, LIST));
    assertFault(single, OmnipowerFindings.WRONG_ENCRYPTION_KEY);
  }

  @Test
  void keepsAMessageInSeveralFramesWhole() {
    List<byte[]> blocks = Line.blocks(meter.seal(1, LIST), 100);
    KitSession session = Rig.with(Map.of()).hear(Line.join(blocks));
    assertEquals(1, session.undecoded().size());
    assertArrayEquals(Line.join(blocks), session.undecoded().get(0).frame());
  }

  @Test
  void readsWithTheEncryptionKeyAloneAndSaysThatNothingProvesIt() {
    KitSession session =
        Rig.with(Map.of("encryption-key", EK), "energy-scale", "10").hear(meter.frame(1, LIST));
    assertEquals(1, session.readings().size());
    assertEquals(List.of("not-authenticated-no-key"), findingIds(session));
    assertEquals(
        "12345678", parameters(session, OmnipowerFindings.NOT_AUTHENTICATED_NO_KEY).get("meter"));
  }

  @Test
  void readsAMessageWithoutTagAndSaysSo() {
    KitSession session = rig(EK, AK).hear(new Cipherer().control(0x20).frame(1, LIST));
    assertEquals(1, session.readings().size());
    assertEquals(List.of("not-authenticated-no-tag"), findingIds(session));
  }

  @Test
  void readsAPlainMessageAndSaysSo() {
    KitSession session = Rig.with(Map.of(), "energy-scale", "1").hear(Line.hdlc(LIST));
    assertEquals(1, session.readings().size());
    assertEquals(List.of("not-authenticated-plain"), findingIds(session));
    assertEquals(1, session.count(Stage.DECRYPTION), "it ends a fault there");
  }

  @Test
  void refusesEverythingUnprovenWhereProofIsRequired() {
    Rig rig = Rig.with(Cipherer.keys(), "authentication", "required", "energy-scale", "1");
    KitSession session =
        rig.hear(
            Line.hdlc(LIST), new Cipherer().control(0x20).frame(1, LIST), meter.frame(2, LIST));
    assertEquals(1, session.readings().size());
    assertEquals(List.of("authentication-required"), findingIds(session));
    assertEquals(2, session.findings().size());
  }

  @Test
  void refusesTheAbsenceOfATagOnceThereWasOne() {
    byte[] without = new Cipherer().control(0x20).frame(2, LIST);
    Rig rig = rig(EK, AK);
    KitSession before = rig.hear(meter.frame(1, LIST), without, Line.hdlc(LIST));
    assertEquals(1, before.readings().size());
    assertEquals(List.of("authentication-lost"), findingIds(before));
    KitSession restarted = rig(EK, AK).after(before).hear(without, Line.hdlc(LIST));
    assertEquals(0, restarted.readings().size());
    assertEquals(List.of("authentication-lost"), findingIds(restarted));
    KitSession given = // the remedy in the finding's sentence
        Rig.with(Map.of("encryption-key", EK), "energy-scale", "1")
            .after(restarted)
            .hear(without, Line.hdlc(LIST));
    assertEquals(2, given.readings().size());
  }

  @Test
  void readsAnotherMeterThatNeverHadTags() {
    Rig rig = rig(EK, AK);
    byte[] other = new Cipherer().title("4B414D4500000063").control(0x20).frame(1, LIST);
    KitSession session = rig.hear(meter.frame(1, LIST), other);
    assertEquals(2, session.readings().size());
    assertEquals(List.of("not-authenticated-no-tag"), findingIds(session));
    assertEquals("99", session.readings().get(1).meter().identifier());
  }

  @Test
  void countsLostMessagesEvenWithoutKeys() {
    byte[][] frames = {meter.frame(10, LIST), meter.frame(11, LIST), meter.frame(15, LIST)};
    for (Rig rig : List.of(rig(EK, AK), rig(OTHER, AK), Rig.with(Map.of()))) {
      KitSession session = rig.hear(frames);
      assertEquals(1, session.count(OmnipowerFindings.MESSAGES_LOST));
      assertEquals(
          Map.of("meter", "12345678", "count", "3"),
          parameters(session, OmnipowerFindings.MESSAGES_LOST));
    }
  }

  @Test
  void readsARepeatedMessageOnceAlsoAfterARestart() {
    byte[] frame = meter.frame(10, LIST);
    KitSession session = rig(EK, AK).hear(frame, frame);
    assertEquals(1, session.readings().size());
    assertEquals(List.of("message-repeated"), findingIds(session));
    KitSession restarted = rig(EK, AK).after(session).hear(frame, meter.frame(11, LIST));
    assertEquals(1, restarted.readings().size());
    assertEquals(List.of("message-repeated"), findingIds(restarted));
  }

  @Test
  void reportsTwoMessagesUnderOneCount() {
    byte[] other = new Meter().set("1.7.0", 1).push1();
    KitSession session = rig(EK, AK).hear(meter.frame(10, LIST), meter.frame(10, other));
    assertEquals(1, session.readings().size());
    assertEquals(List.of("counter-reused"), findingIds(session));
  }

  @Test
  void believesACountThatWentBackUnderAValidTag() {
    KitSession session =
        rig(EK, AK).hear(meter.frame(5000, LIST), meter.frame(1, LIST), meter.frame(2, LIST));
    assertEquals(3, session.readings().size());
    assertEquals(List.of("counter-stepped-back"), findingIds(session));
    assertEquals(
        Map.of("meter", "12345678", "before", "5000", "counter", "1"),
        parameters(session, OmnipowerFindings.COUNTER_STEPPED_BACK));
  }

  @Test
  void believesACountThatWentBackWithoutProofOnlyAfterAWhile() {
    Rig rig = Rig.with(Map.of("encryption-key", EK), "energy-scale", "1");
    KitSession session =
        rig.hear(
            meter.frame(5000, LIST),
            meter.frame(1, LIST),
            meter.frame(2, LIST),
            meter.frame(3, LIST));
    assertEquals(2, session.readings().size());
    assertEquals(2, session.count(OmnipowerFindings.MESSAGE_OLD));
    assertEquals(1, session.count(OmnipowerFindings.COUNTER_STEPPED_BACK));
  }

  @Test
  void keepsMessagesUnderAnUnknownProtection() {
    byte[] suite2 = Line.hdlc(new Cipherer().control(0x32).seal(1, LIST));
    byte[] dedicated = Line.hdlc(Line.hex("DC08000102030405060700"));
    KitSession session = rig(EK, AK).hear(suite2, dedicated);
    assertEquals(2, session.undecoded().size());
    assertEquals(2, session.count(OmnipowerFindings.UNKNOWN_PROTECTION));
  }

  @Test
  void remembersNoKey() {
    KitSession session = rig(EK, AK).hear(meter.frame(1, LIST));
    String all = session.states() + session.findings().toString() + session.readings();
    assertEquals(-1, all.indexOf(EK.substring(0, 8)));
    assertEquals(-1, all.indexOf(AK.substring(0, 8)));
  }

  private static Rig rig(String encryption, String authentication) {
    return Rig.with(
        Map.of("encryption-key", encryption, "authentication-key", authentication),
        "energy-scale",
        "10");
  }

  private static void assertFault(KitSession session, FindingCode code) {
    assertEquals(0, session.readings().size());
    assertEquals(List.of(code.id()), findingIds(session));
    assertEquals(0, session.count(Stage.DECRYPTION));
    assertEquals(1, session.count(Stage.FRAMES));
    assertEquals("12345678", parameters(session, code).get("meter"), "named before decryption");
  }
}

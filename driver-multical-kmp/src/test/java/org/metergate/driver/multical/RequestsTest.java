// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.driver.multical.request.ModuleRecords;
import org.metergate.driver.multical.request.ModuleRecords.Order;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/**
 * The frames that the driver can send, compared with those in the manufacturer's document and
 * elsewhere.
 */
class RequestsTest {
  @Test
  void writesTheSevenRequestsOfTheForumAndTheOneForAllOfThem() {
    assertEquals("803F1001003CB25F0D", Hex.of(new GetRegisters(List.of(60)).bytes()));
    assertEquals("803F100100444DC00D", Hex.of(new GetRegisters(List.of(68)).bytes()));
    assertEquals("803F100100567FB30D", Hex.of(new GetRegisters(List.of(86)).bytes()));
    assertEquals("803F100100576F920D", Hex.of(new GetRegisters(List.of(87)).bytes()));
    assertEquals("803F100100598E5C0D", Hex.of(new GetRegisters(List.of(89)).bytes()));
    assertEquals("803F100100501F750D", Hex.of(new GetRegisters(List.of(80)).bytes()));
    assertEquals("803F1001004AAC0E0D", Hex.of(new GetRegisters(List.of(74)).bytes()));
    assertEquals(
        "803F1007003C00440056005700590050004A03EB0D",
        Hex.of(new GetRegisters(List.of(60, 68, 86, 87, 89, 80, 74)).bytes()));
  }

  @Test
  void writesTheManufacturersExamplesAndWhatItsProgramSends() {
    assertEquals("803F01058A0D", Hex.of(new GetType().bytes()));
    assertEquals("803F0235E90D", Hex.of(new GetSerialNumber().bytes()));
    assertEquals("803F1001001B7FD4080D", Hex.of(new GetRegisters(List.of(128)).bytes()));
    assertEquals("803F1002015A009A1BBF2B0D", Hex.of(new GetRegisters(List.of(346, 154)).bytes()));
    assertEquals("803FB8050270EE0D", Hex.of(new LoggerLayout(2).bytes()));
    assertEquals("803FB80707FFFF00010103EAB85E0D", Hex.of(new LoggerEnd(7, 1002).bytes()));
  }

  /** The numbers are those of the manufacturer's examples; the time is in the table's order. */
  @Test
  void buildsTheRequestsForTheRecordsOfAModule() {
    LocalDateTime time = LocalDateTime.parse("2007-05-24T10:30:00");
    List<Integer> registers = List.of(60, 68);
    ModuleRecords since =
        new ModuleRecords(0x7F, 1, registers, 3, new ModuleRecords.Since(time, Order.YEAR_FIRST));
    assertEquals("7FA00102003C00440380" + "0705180A1E000000", Hex.of(since.content()));
    ModuleRecords.Since last = new ModuleRecords.Since(time, Order.YEAR_LAST);
    assertEquals(
        "BFA00102003C00440380" + "0000001E0A180507",
        Hex.of(new ModuleRecords(0xBF, 1, registers, 3, last).content()));
    LocalDateTime evening = LocalDateTime.parse("2007-05-24T19:45:00");
    ModuleRecords.Before before = new ModuleRecords.Before(evening, Order.YEAR_FIRST, 6);
    assertEquals(
        "7FA30102003C00440380" + "070518132D000000" + "0006",
        Hex.of(new ModuleRecords(0x7F, 1, registers, 3, before).content()));
    ModuleRecords.FromRecord from = new ModuleRecords.FromRecord(0x10F3);
    assertEquals(
        "7FA20102003C0044038010F3",
        Hex.of(new ModuleRecords(0x7F, 1, registers, 3, from).content()));
  }

  @Test
  void takesAnAnswerToARequestBeforeATimeWithTheCommandThatTheExamplePrints() throws Exception {
    ModuleRecords.Before before =
        new ModuleRecords.Before(LocalDateTime.parse("2007-05-24T19:45"), Order.YEAR_FIRST, 6);
    ModuleRecords request = new ModuleRecords(0xBF, 1, List.of(60), 3, before);
    for (String answer : List.of("BFA00100", "BFA30104")) {
      assertTrue(request.isAnsweredBy(frame(answer)), answer);
    }
    for (String other : List.of("7FA30100", "BFA20100", "BFA30200", "BF100100", "3FA30100")) {
      assertFalse(request.isAnsweredBy(frame(other)), other);
    }
  }

  private static KmpFrame frame(String content) throws MalformedException {
    return new KmpFrame(Direction.FROM_METER, Hex.parse(content));
  }

  /** A new type must be checked against this list: nothing that writes to a meter may be in it. */
  @Test
  void canBuildNothingButQuestions() {
    Set<Class<?>> types =
        Arrays.stream(KmpRequest.class.getPermittedSubclasses()).collect(Collectors.toSet());
    assertEquals(
        Set.of(
            GetType.class,
            GetSerialNumber.class,
            GetRegisters.class,
            LoggerLayout.class,
            LoggerEnd.class,
            LoggerRecords.class,
            ModuleRecords.class),
        types);
    assertTrue(types.stream().allMatch(Class::isRecord), "no type can be extended");
  }

  @Test
  void refusesMoreThanEightRegistersOrNone() {
    for (List<Integer> bad :
        List.of(
            List.<Integer>of(),
            IntStream.range(0, 9).boxed().toList(),
            List.of(1, 1),
            List.of(65536),
            List.of(-1))) {
      assertThrows(IllegalArgumentException.class, () -> new GetRegisters(bad));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.GetSerialNumber;
import org.metergate.driver.multical.request.GetType;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.spi.codec.Hex;

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
            LoggerRecords.class),
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

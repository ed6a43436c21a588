// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan of meters that share an address, a number or both. */
class ScanOfAlikeMetersTest extends ScanScene {
  @Test
  void twoMetersWithOneAddressAreBothFoundByTheirNumbers() throws Exception {
    Map<String, String> expected = add(5);
    int taken = Integer.parseInt(expected.values().iterator().next().replaceAll("\\D", ""));
    String same = expected.keySet().iterator().next();
    bus.add(taken, kamstrup("99999998"), "").answeringAfter(Duration.ofMillis(44));
    expected.put(same, "{secondary=" + kamstrup(same) + "}");
    expected.put("99999998", "{secondary=" + kamstrup("99999998") + "}");
    assertEquals(expected, scan());
  }

  @Test
  void metersThatWereNeverGivenAnAddressAreFoundByTheirNumbers() throws Exception {
    bus.add(0, kamstrup("10000001"), "");
    bus.add(0, kamstrup("10000002"), "");
    assertEquals(
        Map.of(
            "10000001", "{secondary=" + kamstrup("10000001") + "}",
            "10000002", "{secondary=" + kamstrup("10000002") + "}"),
        scan());
    takesAtMost(380, 3.1);
  }

  @ParameterizedTest
  @CsvSource({
    "2D2C3504, 7A153504", // the maker
    "2D2C3504, 01013504", // a maker of no letters
    "2D2C3504, 2D2C3404", // the version
    "2D2C3504, 2D2C3506" // the medium
  })
  void metersWithOneNumberAreToldApartByTheRestOfTheAddress(String one, String other)
      throws Exception {
    bus.add(0, "12345678" + one, "");
    bus.add(0, "12345678" + other, "");
    run();
    assertEquals(
        Set.of("{secondary=12345678" + one + "}", "{secondary=12345678" + other + "}"), options());
    takesAtMost(980, 8.4);
  }

  @Test
  void metersThatDifferOnlyInTheirSerialNumbersAreToldApartByThem() throws Exception {
    bus.add(0, kamstrup("12345678"), "70000001");
    bus.add(0, kamstrup("12345678"), "70000012");
    bus.add(9, kamstrup("12345678"), "80000012");
    run();
    String secondary = "{secondary=" + kamstrup("12345678") + ", serial-number=";
    assertEquals(
        Set.of(secondary + "70000001}", secondary + "70000012}", "{address=9}"), options());
    takesAtMost(1070, 9.3);
  }

  /** They cannot be read, but that they are there is said. */
  @ParameterizedTest
  @CsvSource(value = {"''", "70000001"})
  void metersThatDifferInNothingAreLikelyAndDoNotHideTheOthers(String serial) throws Exception {
    Map<String, String> expected = add(5);
    bus.add(0, kamstrup("12345678"), serial);
    bus.add(0, kamstrup("12345678"), serial).answeringAfter(Duration.ofMillis(47));
    String both = "{secondary=" + kamstrup("12345678");
    expected.put("12345678", both + (serial.isEmpty() ? "}" : ", serial-number=" + serial + "}"));
    assertEquals(expected, scan());
    assertEquals(List.of("12345678"), likely());
    takesAtMost(1130, 9.7);
  }

  @Test
  void metersWithOneSecondaryAddressAreFoundByTheirPrimaryOnes() throws Exception {
    bus.add(5, kamstrup("12345678"), "");
    bus.add(6, kamstrup("12345678"), "").answeringAfter(Duration.ofMillis(47));
    run();
    assertEquals(Set.of("{address=5}", "{address=6}"), options());
  }

  @Test
  void metersWithoutSelectionThatShareAnAddressAreLikely() throws Exception {
    Map<String, String> expected = add(3);
    int free = expected.containsValue("{address=17}") ? 18 : 17;
    bus.add(free, kamstrup("12345678"), "").withoutSelection();
    bus.add(free, kamstrup("87654321"), "")
        .withoutSelection()
        .answeringAfter(Duration.ofMillis(47));
    expected.put("", "{address=" + free + "}");
    assertEquals(expected, scan());
    assertEquals(List.of(""), likely());
  }
}

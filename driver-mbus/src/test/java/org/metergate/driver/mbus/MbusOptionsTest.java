// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

class MbusOptionsTest {
  private static final int KAMSTRUP = 0x2C2D;

  @SafeVarargs
  private static List<MbusOptions> link(Map<String, String>... meters) throws OptionException {
    List<MeterOptions> all = new ArrayList<>();
    for (Map<String, String> meter : meters) {
      all.add(new MeterOptions("meter-" + all.size(), Options.of(MbusOptions.SPECS, meter)));
    }
    return MbusOptions.of(all);
  }

  private static MbusOptions only(String... words) throws OptionException {
    return link(words.length == 0 ? Map.of() : Map.of(words[0], words[1])).get(0);
  }

  @SafeVarargs
  private static String refusal(String option, Map<String, String>... meters) {
    OptionException refused = assertThrows(OptionException.class, () -> link(meters));
    assertEquals(option, refused.option());
    return refused.getMessage();
  }

  private static Header header(String identity, int manufacturer, int version, int medium) {
    return new Header(identity, manufacturer, version, medium, 1, 0, 0);
  }

  @Test
  void needsNoOptionForAMeterThatIsAloneOnItsLine() throws OptionException {
    MbusOptions meter = only();
    assertEquals(254, meter.address().requested());
    assertEquals(Duration.ofMinutes(5), meter.interval());
    assertEquals(Optional.empty(), meter.speed());
    assertEquals(MbusOptions.LinkReset.ALWAYS, meter.linkReset());
  }

  @Test
  void aMeterOfABusIsLateByItsOwnIntervalAndTheBusByTheLongest() throws OptionException {
    MbusDriver driver =
        new MbusDriver(
            link(
                Map.of("address", "1", "interval", "1min"),
                Map.of("address", "2", "interval", "1h")));
    assertEquals(Duration.ofMinutes(1), driver.usualInterval("meter-0"));
    assertEquals(Duration.ofHours(1), driver.usualInterval("meter-1"));
    assertEquals(Duration.ofHours(1), driver.usualInterval());
    assertEquals(Duration.ofMinutes(3), driver.normalSilence("meter-0"));
    assertEquals(Duration.ofMinutes(121), driver.normalSilence("meter-1"));
    assertEquals(Duration.ofMinutes(121), driver.normalSilence());
  }

  @Test
  void waitsLongerAtALowSpeedUnlessATimeoutIsSet() throws OptionException {
    assertEquals(Duration.ofMillis(1500), only().patience(2400));
    assertEquals(Duration.ofMillis(1500), only().patience(9600));
    assertEquals(Duration.ofSeconds(3), only().patience(300));
    assertEquals(Duration.ofSeconds(4), only("timeout", "4s").patience(300));
  }

  @Test
  void derivesTheAddressFromTheCustomerNumberAsKamstrupDoes() throws OptionException {
    Map<String, Integer> meters =
        Map.of(
            "67211183",
            183,
            "82937133",
            133,
            "85007420",
            20,
            "06855817",
            17,
            "14839120",
            120,
            "85246798",
            98,
            "12345250",
            250,
            "12345251",
            51,
            "0012345000",
            0);
    for (Map.Entry<String, Integer> meter : meters.entrySet()) {
      MbusOptions options = only("customer-number", meter.getKey());
      assertEquals(meter.getValue(), options.address().requested(), meter.getKey());
    }
  }

  @Test
  void acceptsOnlyTheMeterWithTheCustomerNumber() throws OptionException {
    MeterAddress address = only("customer-number", "0067211183").address();
    assertTrue(address.matches(header("67211183", KAMSTRUP, 0x30, 4)));
    assertFalse(address.matches(header("67211283", KAMSTRUP, 0x30, 4)));
    assertTrue(only("address", "183").address().matches(header("67211283", KAMSTRUP, 0x30, 4)));
  }

  @Test
  void acceptsOnlyAMeterThatTheSecondaryAddressSelects() throws OptionException {
    MeterAddress full = only("secondary", "672111832d2c3004").address();
    assertEquals(253, full.requested());
    assertTrue(full.matches(header("67211183", KAMSTRUP, 0x30, 4)));
    assertFalse(full.matches(header("67211183", KAMSTRUP, 0x35, 4)));
    assertFalse(full.matches(header("67211184", KAMSTRUP, 0x30, 4)));
    assertTrue(full.matches(header("67211183", -1, -1, -1)), "a header without the rest");
    MeterAddress wild = only("secondary", "6721118F").address();
    assertTrue(wild.matches(header("67211187", KAMSTRUP, 0x30, 4)));
    assertFalse(wild.matches(header("67211197", KAMSTRUP, 0x30, 4)));
  }

  @Test
  void addsTheSerialNumberToTheSelection() throws OptionException {
    MbusOptions meter = link(Map.of("secondary", "67211183", "serial-number", "01234567")).get(0);
    assertEquals("01234567", meter.address().selection().orElseThrow().fabrication());
  }

  @Test
  void refusesAnAddressThatNoMeterCanHaveAndSaysWhy() {
    for (String address : List.of("-1", "251", "252", "255", "256", "100000000000")) {
      assertEquals(
          "An address is from 0 to 250, or 254 for the only meter on a line; a number of eight"
              + " digits belongs to 'customer-number' or 'secondary'.",
          refusal("address", Map.of("address", address)));
    }
    assertTrue(refusal("address", Map.of("address", "253")).contains("'secondary'"));
    assertTrue(
        refusal("address", Map.of("address", "1"), Map.of("address", "254")).contains("alone"));
  }

  @Test
  void refusesTwoMetersWithOneAddressAndNamesIt() throws OptionException {
    assertEquals(
        "Meter 'meter-1' has the same address 17 as meter 'meter-0' on this link; if both really"
            + " have it, give each its 'secondary'.",
        refusal("address", Map.of("address", "17"), Map.of("address", "17")));
    refusal("customer-number", Map.of("address", "183"), Map.of("customer-number", "67211183"));
    Map<String, String> secondary = Map.of("secondary", "67211183");
    assertEquals(
        "Meter 'meter-1' has the same address 67211183 as meter 'meter-0' on this link; give each"
            + " all 16 digits of its own; if both have the same, add its 'serial-number'.",
        refusal("secondary", secondary, secondary));
    Map<String, String> serial = Map.of("secondary", "67211183", "serial-number", "00000001");
    assertEquals(
        "Meter 'meter-1' has the same address 67211183 with the serial number 00000001 as meter"
            + " 'meter-0' on this link; give each the 'serial-number' of its own.",
        refusal("secondary", serial, serial));
    assertEquals(
        2,
        link(
                Map.of("secondary", "67211183", "serial-number", "00000001"),
                Map.of("secondary", "67211183", "serial-number", "00000002"))
            .size());
    assertEquals(2, link(Map.of("address", "0"), Map.of("address", "250")).size());
  }

  @Test
  void refusesSeveralMetersOfWhichOneHasNoAddress() {
    assertTrue(refusal("address", Map.of("address", "1"), Map.of()).contains("'meter-1'"));
  }

  @Test
  void refusesSeveralWaysToAddressAMeter() {
    refusal("secondary", Map.of("address", "1", "secondary", "67211183"));
    refusal("customer-number", Map.of("address", "1", "customer-number", "67211183"));
    refusal("serial-number", Map.of("serial-number", "67211183"));
    refusal("serial-number", Map.of("address", "1", "serial-number", "67211183"));
  }

  @Test
  void showsAnAddressAsTheOptionsSayIt() throws OptionException {
    assertEquals("17", only("address", "17").address().toString());
    assertEquals("183", only("customer-number", "67211183").address().toString());
    assertEquals("6721FFFF", only("secondary", "6721ffff").address().toString());
    assertEquals("672111832D2CFF04", only("secondary", "672111832D2CFF04").address().toString());
    assertEquals(
        "67211183 with the serial number 01234567",
        link(Map.of("secondary", "67211183", "serial-number", "01234567"))
            .get(0)
            .address()
            .toString());
  }

  @Test
  void saysHowNumbersAreWrittenThatPeopleWriteOtherwise() {
    for (String number : List.of("67 211 183", "6855817", "67211183-2D2C-34-04")) {
      for (String option : List.of("secondary", "customer-number")) {
        String sentence = refusal(option, Map.of(option, number));
        assertTrue(sentence.contains("without spaces"), sentence);
        assertTrue(sentence.contains("zeros in front"), sentence);
      }
    }
    assertEquals(
        "Option 'interval' is '1s', but must be from 5s to 31d.",
        refusal("interval", Map.of("interval", "1s")));
  }

  @Test
  void refusesNumbersOfAnotherForm() {
    refusal("secondary", Map.of("secondary", "1234567"));
    refusal("secondary", Map.of("secondary", "1234567G"));
    refusal("customer-number", Map.of("customer-number", "1183"));
    refusal("serial-number", Map.of("secondary", "67211183", "serial-number", "123"));
    refusal("interval", Map.of("interval", "4s"));
    refusal("interval", Map.of("interval", "32d"));
    refusal("timeout", Map.of("timeout", "50ms"));
    refusal("timeout", Map.of("timeout", "31s"));
  }
}

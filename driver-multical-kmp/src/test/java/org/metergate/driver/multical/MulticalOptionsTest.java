// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

class MulticalOptionsTest {
  private static MulticalOptions options(String... words) throws OptionException {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return MulticalOptions.of(Options.of(MulticalOptions.SPECS, map));
  }

  private static String refusal(String... words) {
    OptionException refused = assertThrows(OptionException.class, () -> options(words));
    assertEquals(words[words.length - 2], refused.option());
    return refused.getMessage();
  }

  @Test
  void readsABatteryMeterOnceAnHourAndOneOnMainsEvery30Seconds() throws OptionException {
    assertEquals(Duration.ofHours(1), options().interval());
    assertEquals(Duration.ofSeconds(30), options("supply", "mains").interval());
    assertEquals(Duration.ofMinutes(15), options("interval", "15min").interval());
  }

  @Test
  void refusesToAskEverySecondAndSaysWhy() {
    assertEquals(
        "Option 'interval' must be from 5s to 31d: the meter itself updates its values every 2 to"
            + " 64 seconds.",
        refusal("supply", "mains", "interval", "1s"));
  }

  @Test
  void triesTheSpeedsOfTheModel() throws OptionException {
    assertEquals(List.of(1200, 9600), options().bauds());
    assertEquals(List.of(1200), options("model", "403").bauds());
    assertEquals(List.of(9600), options("model", "382").bauds());
    assertEquals(List.of(2400), options("model", "382", "speed", "2400").bauds());
  }

  @Test
  void narrowsOrWidensTheRegisters() throws OptionException {
    List<Integer> usual = Family.HEAT.wanted();
    RegisterChoice exact = options("registers", "heat_energy, 1004").choice();
    assertEquals(List.of(60, 1004), exact.of(usual, Set.of(), 8));
    RegisterChoice changed = options("registers", "+266, -heat_power").choice();
    assertEquals(List.of(60, 68, 74, 86, 87, 99, 63, 1004, 266), changed.of(usual, Set.of(), 8));
    assertEquals(
        List.of(60, 68, 74, 80, 86, 87, 99, 1004),
        options().choice().of(usual, Set.of(63), 8),
        "what the meter lacks makes room for the next");
    assertEquals(List.of(266), changed.missing(Set.of(266, 63)));
  }

  @Test
  void knowsRegistersOfWaterMetersByTheirNamesToo() throws OptionException {
    assertEquals(List.of(68), options("registers", "water_volume", "model", "21").choice().exact());
  }

  @Test
  void namesTheRegisterThatIsWrongAndTheNearestOne() {
    assertEquals(
        "There is no register 'heat_enrgy'; did you mean 'heat_energy'?",
        refusal("registers", "heat_enrgy"));
    assertEquals(
        "In 'registers' either all have a + or - before them, or none.",
        refusal("registers", "60,+68"));
    refusal("registers", "65536");
    refusal("registers", "60,,68");
  }

  @Test
  void remembersAMeterAndForgetsWhatAnotherOneLacks() {
    KnownMeter known = new KnownMeter();
    known.serial("123");
    known.baud(1200);
    known.family(Family.HEAT);
    known.type("0B030000");
    known.leftOut(63);
    assertEquals(Set.of(), known.absent(), "once may be chance");
    known.leftOut(63);
    KnownMeter restarted = new KnownMeter();
    restarted.restore(known.text());
    assertEquals(known.text(), restarted.text());
    assertEquals(Set.of(63), restarted.absent());
    restarted.serial("124");
    assertEquals(Set.of(), restarted.absent());
    KnownMeter fresh = new KnownMeter();
    fresh.restore("serial= baud=fast family=DOG absent=-1,99999999999 =");
    assertEquals("serial= baud=0", fresh.text());
  }

  @Test
  void takesThreeLoneZerosForPulsesUnlessAMeterEverAnswered() {
    PulseWatch watch = new PulseWatch();
    for (int second = 0; second < 3; second++) {
      assertEquals(false, watch.certain());
      watch.received(new byte[1], 1, second * 1_000_000_000L);
    }
    assertEquals(true, watch.certain());
    watch.answered();
    assertEquals(false, watch.certain());
    PulseWatch noisy = new PulseWatch();
    for (int second = 0; second < 9; second++) {
      noisy.received(new byte[] {0, 0x40}, 2, second * 1_000_000_000L);
    }
    assertEquals(false, noisy.certain());
  }

  @Test
  void putsInfoCodesIntoWordsWhereTheirBitsAreKnown() {
    assertEquals(
        List.of(InfoCodes.T1_HIGH.with(), InfoCodes.AIR.with()),
        InfoCodes.of(Model.M403, Family.HEAT, 8 + 256));
    assertEquals(
        List.of(InfoCodes.AIR.with(), MulticalFindings.INFO_CODE.with("code", 257)),
        InfoCodes.of(Model.M403, Family.HEAT, 257));
    assertEquals(
        List.of(MulticalFindings.INFO_CODE.with("code", 8)),
        InfoCodes.of(Model.M603, Family.HEAT, 8));
    assertEquals(
        List.of(InfoCodes.LEAK.with()),
        InfoCodes.of(Model.AUTO, Family.WATER, 0x0404),
        "the bits above the flags count hours");
  }
}

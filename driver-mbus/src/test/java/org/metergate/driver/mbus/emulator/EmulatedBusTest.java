// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.option.OptionException;

/** How the meters of a bus answer (EN 13757-2), request by request. */
class EmulatedBusTest {
  private static final int RESET = 0x40;
  private static final int DATA = 0x5B;
  private static final int NEXT = 0x7B;
  private static final int SELECTED = 0xFD;
  private static final int EVERYONE = 0xFE;
  private static final int ACCESS = 30; // where the two digits of the access number stand

  private static void assertTelegram(String number, String received) {
    assertTrue(received.matches("68(..)\\16808..72" + number + ".*16"), received);
    int sum = 0;
    for (int i = 8; i < received.length() - 4; i += 2) {
      sum += Integer.parseInt(received.substring(i, i + 2), 16);
    }
    assertEquals(
        String.format("%02X16", sum & 0xFF), received.substring(received.length() - 4), received);
    assertEquals(2 * (Integer.parseInt(received.substring(2, 4), 16) + 6), received.length());
  }

  @Test
  void acknowledgesAResetAndSendsItsValues() throws OptionException {
    TestBus bus = new TestBus("meters=3", "model=403");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, 2));
    assertEquals(35, bus.reaction());
    String telegram = bus.ask(NEXT, 2);
    assertTelegram("020000722D2C3404", telegram);
    assertEquals("02", telegram.substring(10, 12), "the address of the meter");
    assertTrue(bus.reaction() >= 35 && bus.reaction() <= 80, bus.reaction() + " ms");
  }

  @Test
  void nobodyAnswersAnAddressThatNobodyHasOrADamagedRequest() throws OptionException {
    TestBus bus = new TestBus("meters=3");
    assertEquals("", bus.ask(RESET, 4));
    assertEquals("", bus.ask(NEXT, 0));
    assertEquals(List.of(), bus.ask("107B027E16"));
    assertEquals(List.of(), bus.ask("107B027D17"));
    assertEquals(List.of(), bus.ask("7B027D16"));
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, 3), "they still hear");
  }

  @Test
  void everyoneHearsTheAddress255AndNobodyAnswersIt() throws OptionException {
    TestBus bus = new TestBus("three-telegrams=1");
    String first = bus.ask(NEXT, 1);
    String second = bus.ask(DATA, 1);
    assertNotEquals(first.substring(38), second.substring(38));
    assertEquals("", bus.ask(RESET, 0xFF));
    assertEquals(first.substring(38, 42), bus.ask(NEXT, 1).substring(38, 42), "it begins anew");
  }

  @Test
  void whoeverIsAloneAnswersTheAddress254WithItsOwn() throws OptionException {
    TestBus bus = new TestBus("first-address=17");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, EVERYONE));
    assertEquals("11", bus.ask(NEXT, EVERYONE).substring(10, 12));
  }

  @Test
  void severalAcknowledgementsLookLikeOneAndSeveralTelegramsLikeNone() throws OptionException {
    TestBus bus = new TestBus("meters=3", "model=mixed");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, EVERYONE));
    assertBroken(bus.ask(NEXT, EVERYONE));
  }

  @Test
  void twoMetersWithOneAddressCollideAndOnlyThere() throws OptionException {
    TestBus bus = new TestBus("meters=3", "model=302", "same-address=2");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, 1));
    assertBroken(bus.ask(NEXT, 1));
    assertEquals("", bus.ask(RESET, 2));
    assertTelegram("03000072", bus.ask(NEXT, 3));
    assertEquals(TestBus.ACKNOWLEDGED, bus.select("02000072FFFFFFFF"));
    assertTelegram("02000072", bus.ask(NEXT, SELECTED));
  }

  /** No frame in it is whole, wherever one may begin. */
  private static void assertBroken(String received) {
    assertFalse(received.isEmpty());
    for (int i = 0; i + 12 <= received.length(); i += 2) {
      String from = received.substring(i);
      if (from.matches("68(..)\\168.*")) {
        int end = 2 * (Integer.parseInt(from.substring(2, 4), 16) + 6);
        boolean whole = end <= from.length() && from.startsWith("16", end - 2);
        assertFalse(whole, from);
      }
    }
  }

  /** Every pair of two meters of any kinds, so that every overlap of two telegrams occurs. */
  @Test
  void noTelegramSurvivesACollision() throws OptionException {
    Set<String> seen = new HashSet<>();
    for (int number = 0; number < 200; number++) {
      TestBus bus =
          new TestBus("meters=2", "model=mixed", "number=" + number * 4711, "seed=" + number);
      String received = bus.ask(NEXT, EVERYONE);
      assertBroken(received);
      seen.add(received);
    }
    assertEquals(200, seen.size());
  }

  @ParameterizedTest
  @CsvSource({
    "02000072FFFFFFFF, E5",
    "020000722D2C3404, E5",
    "02000072FF2CFF04, E5",
    "F2FFFF7FFFFFFFFF, E5",
    "F4FFFFFFFFFFFFFF, ''",
    "02000072FFFF35FF, ''",
    "020000722D2C34F4, ''",
    "FFFFFFFFFFFFFFFF, E5",
    "02000072FFFFFFFF0C7802000072, E5",
    "02000072FFFFFFFF0C78F2FFFFFF, E5",
    "02000072FFFFFFFF0C7803000072, ''",
    "02000072FFFFFFFF0C7902000072, ''",
    "02000072FFFFFF, ''"
  })
  void isSelectedByWhatItMatches(String wanted, String answer) throws OptionException {
    TestBus bus = new TestBus("meters=2", "model=403");
    assertEquals(answer, bus.select(wanted));
  }

  @Test
  void onlyTheSelectedMeterAnswersTheAddress253() throws OptionException {
    TestBus bus = new TestBus("meters=3");
    assertEquals("", bus.ask(NEXT, SELECTED));
    bus.select("02000072FFFFFFFF");
    assertTelegram("02000072", bus.ask(NEXT, SELECTED));
    bus.select("03000072FFFFFFFF");
    assertTelegram("03000072", bus.ask(NEXT, SELECTED));
    assertEquals("", bus.select("09000072FFFFFFFF"));
    assertEquals("", bus.ask(NEXT, SELECTED), "a selection that it does not match ends its own");
    bus.select("02000072FFFFFFFF");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, SELECTED));
    assertEquals("", bus.ask(NEXT, SELECTED), "a reset of the selected meter ends its selection");
    bus.select("02000072FFFFFFFF");
    bus.ask(RESET, 2);
    assertTelegram("02000072", bus.ask(NEXT, SELECTED));
    String deselection = TestBus.longFrame(0x53, SELECTED, "56");
    assertEquals(List.of(TestBus.ACKNOWLEDGED), bus.ask(deselection));
    assertEquals("", bus.ask(NEXT, SELECTED), "a deselection ends it too");
    assertEquals(List.of(), bus.ask(deselection));
  }

  /** EN 13757-2: a slave waits for 11 bit times, and for 330 and 50 ms at most. */
  @ParameterizedTest
  @ValueSource(ints = {300, 600, 1200, 2400, 4800, 9600})
  void answersWithinTheTimesOfTheStandardAtEachSpeed(int speed) throws OptionException {
    TestBus bus = new TestBus("meters=60", "model=mixed", "speed=" + speed);
    for (int address = 1; address <= 60; address++) {
      for (int control : new int[] {RESET, NEXT}) {
        bus.ask(control, address);
        double milliseconds = bus.reaction();
        assertTrue(milliseconds >= Math.floor(11_000.0 / speed), milliseconds + " ms");
        assertTrue(milliseconds <= 330_000.0 / speed + 50, milliseconds + " ms");
      }
    }
  }

  @Test
  void theSerialNumberTellsMetersOfOneIdentificationApart() throws OptionException {
    TestBus bus = new TestBus("meters=2", "same-number=2");
    bus.select("01000072FFFFFFFF");
    assertBroken(bus.ask(NEXT, SELECTED));
    assertEquals(TestBus.ACKNOWLEDGED, bus.select("01000072FFFFFFFF0C7802000072"));
    assertTelegram("01000072", bus.ask(NEXT, SELECTED));
  }

  @Test
  void sendsTheNextTelegramWhenTheFrameCountBitChanges() throws OptionException {
    TestBus bus = new TestBus("model=302", "three-telegrams=1");
    bus.ask(RESET, 1);
    String first = bus.ask(NEXT, 1);
    assertTelegram("01000072", first);
    assertTrue(first.substring(0, first.length() - 4).endsWith("1F"), first);
    assertEquals(first, bus.ask(NEXT, 1), "the same bit: the same telegram");
    String second = bus.ask(DATA, 1);
    assertTrue(second.substring(0, second.length() - 4).endsWith("1F"), second);
    String third = bus.ask(NEXT, 1);
    assertFalse(third.substring(0, third.length() - 4).endsWith("1F"), third);
    assertEquals("01", first.substring(ACCESS, ACCESS + 2));
    assertEquals("02", second.substring(ACCESS, ACCESS + 2));
    assertEquals("03", third.substring(ACCESS, ACCESS + 2));
    assertEquals(3, Set.of(first.substring(38), second.substring(38), third.substring(38)).size());
    bus.ask(RESET, 1);
    assertEquals(first.substring(38, 60), bus.ask(NEXT, 1).substring(38, 60));
  }

  @Test
  void beginsWithTheFirstTelegramWhateverTheFirstFrameCountBitIs() throws OptionException {
    TestBus bus = new TestBus("model=302", "three-telegrams=1");
    bus.ask(RESET, 1);
    String first = bus.ask(DATA, 1);
    bus.ask(NEXT, 1);
    bus.ask(RESET, 1);
    assertEquals(first.substring(38, 60), bus.ask(NEXT, 1).substring(38, 60));
    bus.ask(DATA, 1);
    bus.select("01000072FFFFFFFF");
    assertEquals(first.substring(38, 60), bus.ask(NEXT, SELECTED).substring(38, 60));
  }

  @Test
  void sendsNewValuesLater() throws OptionException {
    TestBus bus = new TestBus("model=403");
    String now = bus.ask(NEXT, 1);
    bus.pass(Duration.ofHours(6));
    assertNotEquals(now.substring(38), bus.ask(DATA, 1).substring(38));
  }

  @Test
  void hasNoAlarmsAndTakesAResetOfTheApplication() throws OptionException {
    TestBus bus = new TestBus();
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(0x5A, 1));
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(0x7A, 1));
    assertEquals(List.of(TestBus.ACKNOWLEDGED), bus.ask(TestBus.longFrame(0x53, 1, "50")));
  }

  /** An address, an identification, a date, a speed. */
  @ParameterizedTest
  @ValueSource(strings = {"51017A05", "510C7911111111", "51046D00000000", "BD"})
  void obeysNobodyWhoWouldChangeIt(String change) throws OptionException {
    TestBus bus = new TestBus("first-address=9");
    assertEquals(List.of(), bus.ask(TestBus.longFrame(0x73, 9, change)));
    assertTelegram("01000072", bus.ask(NEXT, 9));
  }

  @Test
  void oneMeterIsSilentLateOrBusyAndTheOthersAreNot() throws OptionException {
    TestBus bus = new TestBus("meters=4", "silent=1", "late=2", "busy=3");
    assertEquals("", bus.ask(RESET, 1));
    assertEquals("", bus.ask(NEXT, 1));
    assertTelegram("02000072", bus.ask(NEXT, 2));
    assertEquals(1800, bus.reaction());
    assertEquals("6804046808037008" + "83" + "16", bus.ask(NEXT, 3));
    assertTelegram("04000072", bus.ask(NEXT, 4));
  }

  @Test
  void reflectsRequestsOrDamagesAnswersWhereItIsAskedTo() throws OptionException {
    assertEquals(
        List.of("1040014116", TestBus.ACKNOWLEDGED), new TestBus("echo=true").ask("1040014116"));
    TestBus bus = new TestBus("damage-every=2");
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, 1));
    assertEquals("E1", bus.ask(RESET, 1));
    assertEquals(TestBus.ACKNOWLEDGED, bus.ask(RESET, 1));
  }

  @Test
  void hearsARequestThatComesInPartsButNotOneWithALongPauseInIt() throws OptionException {
    TestBus bus = new TestBus();
    assertEquals(List.of(), bus.ask("1040"));
    assertEquals(List.of(), bus.ask("014116"), "three seconds later");
    bus.bus().receive(new byte[] {0x10, 0x40}, bus.nanos() + 100_000_000);
    assertEquals(List.of(TestBus.ACKNOWLEDGED), bus.ask("014116"));
  }

  @Test
  void theSpeedOfTheBusIsThatOfItsOption() throws OptionException {
    assertEquals("2400 8E1", new TestBus().bus().settings().toString());
    assertEquals("300 8E1", new TestBus("speed=300").bus().settings().toString());
  }

  @Test
  void everyTelegramOfEveryModelFitsAFrame() throws OptionException {
    for (Model model : Model.values()) {
      TestBus bus = new TestBus("model=" + model.option());
      assertTelegram("01000072", bus.ask(NEXT, 1));
    }
  }

  @Test
  void twoHundredAndFiftyMetersFitOnABus() throws OptionException {
    TestBus bus = new TestBus("meters=250", "model=mixed");
    for (int address = 1; address <= 250; address++) {
      String number = String.format("%08d", 72_000_000 + address);
      String bytes = number.substring(6) + number.substring(4, 6) + number.substring(2, 4) + "72";
      assertTelegram(bytes, bus.ask(NEXT, address));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "meters=0, meters",
    "meters=251, meters",
    "first-address=251, first-address",
    "number=100000000, number",
    "silent=2, silent",
    "same-address=1, same-address",
    "same-number=-1, same-number",
    "utc-offset=here, utc-offset",
    "damage-every=-1, damage-every"
  })
  void namesTheOptionThatIsWrong(String option, String name) {
    assertEquals(name, assertThrows(OptionException.class, () -> new TestBus(option)).option());
  }

  @Test
  void namesTheOptionsWithWhichTheFirstMeterIsRead() throws OptionException {
    MbusEmulatorProvider provider = new MbusEmulatorProvider();
    var slow = provider.driverOptions(TestBus.options("model=302", "first-address=7"));
    assertEquals(List.of("address", "interval"), List.copyOf(slow.keySet()));
    assertEquals("7", slow.get("address").reveal());
    assertEquals("1h", slow.get("interval").reveal());
    var fast = provider.driverOptions(TestBus.options("speed=9600"));
    assertEquals("9600", fast.get("speed").reveal());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ForwardingByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.time.VirtualTime;

/** Meters on a bus that nobody selects by the identification which was read. */
class HiddenMetersTest {
  private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};
  private static final byte[] SILENCE = {};
  private static final Map<String, String> ADDRESS_7 = Map.of("address", "7");
  private static final int RESET = 0x40;
  private static final int SELECTED = 0xFD;

  /** KAM version 35, heat. */
  private static final String MODEL = "2D2C3504";

  private static final String ANY_MODEL = "FFFFFFFF";

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time);
  private final ScriptedLink link = new ScriptedLink(time);
  private byte[] severalAcknowledge = ACKNOWLEDGED;

  /** A meter whose telegrams do not differ in anything. */
  private static final class Meter {
    private final int address;
    private final String number;
    private final String model;
    private final String fabrication;
    private final long energy;
    private Predicate<String> accepts;
    private boolean selected;

    Meter(int address, String number, String model, String fabrication, long energy) {
      this.address = address;
      this.number = number;
      this.model = model;
      this.fabrication = fabrication;
      this.energy = energy;
      this.accepts = wanted -> isMeant(wanted, number + model + fabrication);
    }

    Meter(int address, String number, long energy) {
      this(address, number, MODEL, "", energy);
    }

    /**
     * Changes by what it is selected.
     *
     * @param wanted gets the 16 digits of a selection, or 24 with those of a fabrication number.
     */
    Meter accepting(Predicate<String> wanted) {
      accepts = wanted;
      return this;
    }

    private byte[] telegram() {
      String records = fabrication.isEmpty() ? "" : "0C78" + reversed(fabrication);
      String data = reversed(number) + model + "00000000" + records + "0406";
      String counter = reversed(String.format("%08X", energy));
      return new LongFrame(0x08, address, 0x72, HexFormat.of().parseHex(data + counter)).bytes();
    }

    private byte[] answer(byte[] question) {
      if (question.length > 5) {
        selected = accepts.test(wanted(question));
        return selected ? ACKNOWLEDGED : SILENCE;
      }
      if (question[2] != address && !(question[2] == (byte) SELECTED && selected)) {
        return SILENCE;
      }
      return question[1] == RESET ? ACKNOWLEDGED : telegram();
    }
  }

  private static String reversed(String digits) {
    StringBuilder bytes = new StringBuilder();
    for (int i = digits.length() - 2; i >= 0; i -= 2) {
      bytes.append(digits, i, i + 2);
    }
    return bytes.toString();
  }

  private static String wanted(byte[] selection) {
    String data = HexFormat.of().withUpperCase().formatHex(selection, 7, selection.length - 2);
    String plain = reversed(data.substring(0, 8)) + data.substring(8, 16);
    return data.length() > 16 ? plain + reversed(data.substring(20)) : plain;
  }

  /** Returns whether each digit that is wanted is that of the meter or F. */
  private static boolean isMeant(String wanted, String meter) {
    boolean meant = wanted.length() <= meter.length();
    for (int i = 0; meant && i < wanted.length(); i++) {
      meant = wanted.charAt(i) == 'F' || wanted.charAt(i) == meter.charAt(i);
    }
    return meant;
  }

  /** A zero of one meter takes away the one of another. */
  private static byte[] merged(List<byte[]> answers) {
    byte[] all = SILENCE;
    for (byte[] answer : answers) {
      byte[] longer = (answer.length > all.length ? answer : all).clone();
      byte[] shorter = answer.length > all.length ? all : answer;
      for (int i = 0; i < shorter.length; i++) {
        longer[i] &= shorter[i];
      }
      all = longer;
    }
    return all;
  }

  private byte[] answerOfAll(List<Meter> bus, byte[] question) {
    List<byte[]> answers = bus.stream().map(meter -> meter.answer(question)).toList();
    long acknowledging = answers.stream().filter(answer -> answer.length == 1).count();
    return acknowledging > 1 ? severalAcknowledge : merged(answers);
  }

  /** Connects the second meter with that energy with which the sum of both together is right. */
  private static List<Meter> together(Meter first, Meter second) {
    for (long energy = 100; energy < 100_000; energy++) {
      Meter other =
          new Meter(second.address, second.number, second.model, second.fabrication, energy);
      byte[] both = merged(List.of(first.telegram(), other.telegram()));
      byte sum = 0;
      for (int i = 4; i < both.length - 2; i++) {
        sum += both[i];
      }
      if (sum == both[both.length - 2]) {
        return new ArrayList<>(List.of(first, other));
      }
    }
    throw new AssertionError("no energy");
  }

  private List<Long> energiesOf(List<Meter> bus, Map<String, String> options)
      throws OptionException {
    link.answering(Duration.ofMillis(60), question -> answerOfAll(bus, question))
        .lostAt(Duration.ofMinutes(14));
    RecordingPlayer.run(RecordingPlayer.driver(new MbusDriverProvider(), options), link, session);
    return session.readings().stream()
        .flatMap(reading -> reading.measurements().stream())
        .filter(one -> one.register().equals("04-06"))
        .map(one -> one.raw().longValueExact())
        .toList();
  }

  private List<Long> energies(Meter... bus) throws OptionException {
    return energiesOf(List.of(bus), ADDRESS_7);
  }

  private static void assertRead(Meter... bus) throws OptionException {
    HiddenMetersTest one = new HiddenMetersTest();
    List<Long> energies = one.energies(bus);
    assertTrue(energies.size() >= 3, one.found().toString());
    assertEquals(Set.of(77_777L), Set.copyOf(energies));
  }

  private List<String> found() {
    return session.findings().stream()
        .map(found -> found.finding().code().id())
        .distinct()
        .toList();
  }

  private long selections() {
    return link.written().stream().filter(question -> question.length > 5).count();
  }

  private static void assertNotRead(List<Meter> bus, String option, String value)
      throws OptionException {
    HiddenMetersTest one = new HiddenMetersTest();
    assertEquals(List.of(), one.energiesOf(bus, Map.of(option, value)));
    assertTrue(one.selections() > 0, "the sum was right");
  }

  @Test
  void metersWithDifferentNumbersGiveNoReadingHoweverOftenTheirSumIsRight() throws OptionException {
    List<Meter> bus = together(new Meter(7, "12345671", 77_777), new Meter(7, "12345672", 0));
    assertNotRead(bus, "address", "7");
    bus.add(new Meter(8, "12345673", 1));
    bus.add(new Meter(9, "72345678", 2));
    assertNotRead(bus, "address", "7");
  }

  @Test
  void metersOfDifferentModelsGiveNoReading() throws OptionException {
    Meter other = new Meter(7, "82345662", "2D2C3A04", "", 0);
    assertNotRead(together(new Meter(7, "12345671", 77_777), other), "address", "7");
  }

  @Test
  void metersThatDifferInTheirFabricationNumbersAloneGiveNoReading() throws OptionException {
    Meter one = new Meter(7, "12345678", MODEL, "00000001", 77_777);
    Meter other = new Meter(7, "12345678", MODEL, "00000002", 0);
    assertNotRead(together(one, other), "address", "7");
  }

  @Test
  void metersWhoseAcknowledgementsDestroyEachOtherGiveNoReading() throws OptionException {
    severalAcknowledge = new byte[] {0x20, 0x14};
    Meter one = new Meter(7, "12345678", MODEL, "00000001", 77_777);
    Meter other = new Meter(7, "12345678", MODEL, "00000002", 0);
    assertEquals(List.of(), energiesOf(together(one, other), ADDRESS_7));
    assertTrue(selections() > 0, "the sum was right");
  }

  @Test
  void metersThatDifferInTheirModelsAloneGiveNoReading() throws OptionException {
    Meter other = new Meter(7, "12345678", "2D2C3A04", "", 0);
    assertNotRead(together(new Meter(7, "12345678", 77_777), other), "address", "7");
  }

  @Test
  void metersThatMatchTheSameWildCardsGiveNoReading() throws OptionException {
    List<Meter> bus = together(new Meter(1, "12345671", 77_777), new Meter(2, "12345672", 0));
    assertNotRead(bus, "secondary", "123456FF");
  }

  @Test
  void aMeterThatKnowsNoSelectionIsReadAfterOneQuestionMore() throws OptionException {
    Meter deaf = new Meter(7, "12345670", 77_777).accepting(wanted -> false);
    assertEquals(3, energies(deaf).size());
    assertEquals(2 + 1, selections());
  }

  @Test
  void aMeterThatKnowsNoSelectionIsReadOnABusOfOthersThatDo() throws OptionException {
    Meter deaf = new Meter(7, "12345670", 77_777).accepting(wanted -> false);
    assertRead(
        deaf,
        new Meter(8, "12345671", 1),
        new Meter(3, "12345672", 2),
        new Meter(5, "77777777", 3));
  }

  @Test
  void metersThatAreSelectedByAnotherNumberThanTheySendAreRead() throws OptionException {
    Meter[] bus = new Meter[10];
    for (int i = 0; i < bus.length; i++) {
      String selected = "7234567" + i + MODEL;
      bus[i] =
          new Meter(i + 7, "0000123" + i, MODEL, "", 77_777 + i)
              .accepting(wanted -> isMeant(wanted, selected));
    }
    assertRead(bus);
  }

  @Test
  void aMeterThatIsSelectedByWildCardsAloneIsRead() throws OptionException {
    Meter all = new Meter(7, "12345670", 77_777);
    assertRead(all.accepting(wanted -> wanted.equals("FFFFFFFF" + ANY_MODEL)));
    assertRead(
        all.accepting(
            wanted -> wanted.endsWith(ANY_MODEL) && isMeant(wanted, "12345670" + ANY_MODEL)));
  }

  @Test
  void aMeterWhoseNumberHasAWildCardIsRead() throws OptionException {
    Meter odd = new Meter(7, "1234567F", 77_777);
    assertRead(odd.accepting(wanted -> wanted.equals("FFFFFFFF" + ANY_MODEL)));
  }

  @Test
  void metersThatAreNotMeantHideNone() throws OptionException {
    Meter meant =
        new Meter(7, "12345670", 77_777).accepting(wanted -> wanted.equals("1234FFFF" + ANY_MODEL));
    List<Meter> bus = List.of(meant, new Meter(8, "92345671", 1));
    assertTrue(energiesOf(bus, Map.of("secondary", "1234FFFF")).size() >= 3);
  }

  @Test
  void aMeterThatIsNotSelectedByItsFabricationNumberIsReadWithoutASearch() throws OptionException {
    Meter plain =
        new Meter(7, "12345670", MODEL, "00001234", 77_777)
            .accepting(wanted -> isMeant(wanted, "12345670" + MODEL));
    assertEquals(3, energies(plain).size());
    assertTrue(selections() < 10, "selections: " + selections());
  }

  @Test
  void aMeterWithAnotherFabricationNumberThanItSendsIsRead() throws OptionException {
    Meter other = new Meter(7, "12345670", MODEL, "00001234", 77_777);
    assertRead(other.accepting(wanted -> isMeant(wanted, "12345670" + MODEL + "99999999")));
  }

  @Test
  void everyEmulatedKindIsReadWhicheverSelectionsItKnows() {
    List<Predicate<byte[]>> known =
        List.of(
            question -> true,
            question -> question.length == 5,
            question -> question.length == 5 || wanted(question).startsWith("FFFFFFFF"),
            question -> question.length == 5 || wanted(question).length() == 16);
    for (String model : List.of("603", "403", "303", "302", "601", "flowiq2101", "382")) {
      for (Predicate<byte[]> one : known) {
        KitSession read =
            new Bus(Duration.ofMinutes(14), "meters", "5", "model", model)
                .withMeters(1)
                .through(line -> new Deaf(line, one))
                .run();
        assertTrue(read.readings().size() >= 3, model + ", " + known.indexOf(one));
      }
    }
  }

  /** A bus to which some questions do not come. */
  private static final class Deaf extends ForwardingByteLink {
    private final Predicate<byte[]> heard;

    Deaf(ByteLink link, Predicate<byte[]> heard) {
      super(link);
      this.heard = heard;
    }

    @Override
    public void write(byte[] bytes) throws LinkLostException {
      if (heard.test(bytes)) {
        super.write(bytes);
      }
    }
  }
}

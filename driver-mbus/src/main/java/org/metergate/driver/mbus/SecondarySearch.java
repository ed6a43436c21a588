// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.spi.link.LinkLostException;

/**
 * Searches meters by their secondary addresses with wild cards (EN 13757-2): where several answer,
 * one digit more is fixed, at last manufacturer, version, medium and fabrication number too. One
 * thread.
 */
final class SecondarySearch {
  /** Four times what 250 meters with numbers of all kinds need. */
  private static final int MOST_QUESTIONS = 6000;

  /** How many answers of several meters below one identification may show no new meter. */
  private static final int MOST_BELOW_IDENTITY = 14;

  /** From this number on, identifications without a new meter below them are noise. */
  private static final int MOST_UNRESOLVED = 3;

  /** Nothing came after a selection. */
  private static final int NOBODY = -1;

  /** Tried first, as each byte of all others takes minutes; codes of the FLAG association. */
  private static final List<String> USUAL_MAKERS =
      List.of(
          "KAM", "KAW", "LUG", "LSE", "ACW", "SLB", "SEN", "SPX", "HYD", "DME", "ELS", "EFE", "QDS",
          "ZRI", "TCH", "SON", "REL", "ABB", "NZR", "AMT", "EMH", "EMU", "GWF", "SVM", "BMT", "APA",
          "ITW", "SOC", "IME", "SBC");

  private static final MbusRequest DESELECT = MbusRequest.reset(MbusRequest.SELECTED);

  private final ScanQuestions questions;
  private final ScannedBus bus;
  private final FoundMeters meters;
  private int pending;
  private boolean withinIdentity; // its digits are fixed, and what follows them is searched
  private int fruitless; // within an identification, since the last new meter
  private int unresolved;
  private final List<SecondaryAddress> alike = new ArrayList<>(); // each means several meters

  SecondarySearch(ScanQuestions questions, ScannedBus bus, FoundMeters meters) {
    this.questions = questions;
    this.bus = bus;
    this.meters = meters;
  }

  /**
   * Searches the whole bus, and leaves no meter selected. Where all answers are damaged, what seems
   * to be several meters is noise, and is not reported.
   */
  void run() throws LinkLostException, InterruptedException {
    questions.acknowledge(DESELECT);
    try {
      fewer(List.of(SecondaryAddress.ALL), 1);
      if (!questions.isPatient()) {
        questions.awaitLate();
      }
    } finally {
      if (unresolved < MOST_UNRESOLVED && !mustBePatient()) {
        alike.forEach(bus::alike);
      }
    }
    questions.acknowledge(DESELECT);
  }

  /** Returns how many meters seem to be there: some that were found before may be among them. */
  private int search(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    pending--;
    if (isOver()) {
      return 0;
    }
    Reply reply = questions.acknowledge(MbusRequest.select(wanted));
    bus.progress(questions.asked(), pending + MbusRequest.HIGHEST);
    if (reply == Reply.NOTHING) {
      return NOBODY;
    }
    Optional<LongFrame> answer = data(wanted);
    if (answer.isEmpty() && (questions.silent() || isWholeIdentification(wanted))) {
      answer =
          reply == Reply.ACKNOWLEDGED
              ? questions.dataAgain(MbusRequest.SELECTED)
              : questions.data(MbusRequest.SELECTED);
    }
    if (mustBePatient()) {
      return 0;
    }
    if (answer.isPresent()) {
      return answered(answer.get(), wanted);
    }
    boolean noise = reply == Reply.UNCLEAR && questions.silent();
    return noise ? NOBODY : deeper(wanted);
  }

  /** The first question shows which meters are slow: all of them answer it. */
  private Optional<LongFrame> data(SecondaryAddress wanted)
      throws LinkLostException, InterruptedException {
    return wanted.equals(SecondaryAddress.ALL)
        ? questions.dataOfAll(MbusRequest.SELECTED)
        : questions.data(MbusRequest.SELECTED);
  }

  /**
   * Takes a good answer; one that does not say from whom it is, such as "busy", shows one meter.
   */
  private int answered(LongFrame answer, SecondaryAddress wanted)
      throws LinkLostException, InterruptedException {
    if (!Identity.of(answer).number().isEmpty()) {
      fruitless = meters.selected(questions, answer, wanted) ? 0 : fruitless;
      return 1;
    }
    int address = answer.address();
    if (MeterAddress.isAssignable(address) && !bus.isTaken(address)) {
      return 1; // its address is called later
    }
    int digit = wildDigit(wanted);
    if (digit >= 0) {
      return fewer(digits(wanted.digits(), digit).map(SecondarySearch::plain).toList(), 1);
    }
    bus.mute(wanted);
    return 1;
  }

  /** Below it a search takes minutes, too much for one answer that was disturbed by chance. */
  private boolean isWholeIdentification(SecondaryAddress wanted) {
    return !withinIdentity && wildDigit(wanted) < 0;
  }

  /** Returns the place of the first wild card in the identification, or -1. */
  private static int wildDigit(SecondaryAddress wanted) {
    return wanted.digits().substring(0, Identity.DIGITS).indexOf('F');
  }

  private boolean isOver() {
    return mustBePatient()
        || questions.asked() >= MOST_QUESTIONS
        || unresolved >= MOST_UNRESOLVED
        || withinIdentity && fruitless >= MOST_BELOW_IDENTITY;
  }

  /** A meter is slow: what was taken for the only answer may not have been. */
  private boolean mustBePatient() {
    return questions.foundLate() && !questions.isPatient();
  }

  /** Fixes one digit or byte more, after an answer of several meters or none. */
  private int deeper(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    int digit = wildDigit(wanted);
    if (digit >= 0) {
      return byDigit(wanted, digit);
    }
    if (withinIdentity) {
      fruitless++;
      return below(wanted);
    }
    if (questions.silent()) {
      bus.mute(wanted);
      return 1;
    }
    withinIdentity = true;
    fruitless = 0;
    int heard = below(wanted);
    unresolved += fruitless >= MOST_BELOW_IDENTITY ? 1 : 0;
    withinIdentity = false;
    return heard;
  }

  /** Some makers use hexadecimal digits, against the standard: they are tried where any lack. */
  private int byDigit(SecondaryAddress wanted, int at)
      throws LinkLostException, InterruptedException {
    int heard = fewer(digits(wanted.digits(), at).map(SecondarySearch::plain).toList(), 2);
    boolean lacking = at == 0 || heard < 2;
    return lacking
        ? heard + all(digits(wanted.digits(), at, "ABCDE").map(SecondarySearch::plain).toList())
        : heard;
  }

  /** Searches below a whole identification: what is not fixed yet, in the order of the address. */
  private int below(SecondaryAddress wanted) throws LinkLostException, InterruptedException {
    String digits = wanted.digits();
    if (digits.startsWith("FFFF", Identity.DIGITS)) {
      int heard = all(USUAL_MAKERS.stream().map(maker -> plain(digits, maker)).toList());
      return heard >= 2 ? heard : all(bytes(digits, Identity.DIGITS));
    }
    for (int part = Identity.DIGITS + 2; wanted.fabrication().isEmpty() && part < 16; part += 2) {
      int heard = digits.startsWith("FF", part) ? all(bytes(digits, part)) : 0;
      if (heard > 0) {
        return heard;
      }
    }
    String fabrication =
        wanted.fabrication().isEmpty() ? SecondaryAddress.EIGHT_WILD_CARDS : wanted.fabrication();
    int digit = fabrication.indexOf('F');
    int heard =
        digit < 0 ? 0 : fewer(digits(fabrication, digit).map(wanted::withFabrication).toList(), 2);
    if (heard < 2 && !isOver()) {
      alike.add(wanted);
    }
    return Math.max(2, heard); // there are two, which may differ in nothing
  }

  /** Searches all of them, and those a second time that were silent if too few meters answered. */
  private int fewer(List<SecondaryAddress> addresses, int atLeast)
      throws LinkLostException, InterruptedException {
    List<SecondaryAddress> silent = new ArrayList<>();
    int heard = all(addresses, silent);
    return heard < atLeast ? heard + all(silent) : heard;
  }

  private int all(List<SecondaryAddress> addresses) throws LinkLostException, InterruptedException {
    return all(addresses, new ArrayList<>());
  }

  private int all(List<SecondaryAddress> addresses, List<SecondaryAddress> silent)
      throws LinkLostException, InterruptedException {
    pending += addresses.size();
    int heard = 0;
    for (SecondaryAddress wanted : addresses) {
      int here = search(wanted);
      if (here == NOBODY) {
        silent.add(wanted);
      } else {
        heard += here;
      }
    }
    return heard;
  }

  /** Returns the texts with each digit at a place. */
  private static Stream<String> digits(String text, int at) {
    return digits(text, at, "0123456789");
  }

  private static Stream<String> digits(String text, int at, String digits) {
    return digits
        .chars()
        .mapToObj(digit -> text.substring(0, at) + (char) digit + text.substring(at + 1));
  }

  /** Returns the addresses with each value of a byte; FF is the wild card. */
  private static List<SecondaryAddress> bytes(String digits, int at) {
    return IntStream.range(0, 0xFF)
        .mapToObj(value -> String.format(Locale.ROOT, "%02X", value))
        .map(value -> plain(digits.substring(0, at) + value + digits.substring(at + 2)))
        .toList();
  }

  private static SecondaryAddress plain(String digits, String maker) {
    int code = 0;
    for (char letter : maker.toCharArray()) {
      code = code << 5 | letter - 64;
    }
    String wire = String.format(Locale.ROOT, "%02X%02X", code & 0xFF, code >> 8);
    return plain(
        digits.substring(0, Identity.DIGITS) + wire + digits.substring(Identity.DIGITS + 4));
  }

  private static SecondaryAddress plain(String digits) {
    return new SecondaryAddress(digits, "");
  }
}

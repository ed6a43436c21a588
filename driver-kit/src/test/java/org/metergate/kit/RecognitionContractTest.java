// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LineSettings;

/** Checks that the contract can fail: each fault is caught by the test meant for it. */
class RecognitionContractTest {
  private static final LineSettings LINE = LineSettings.eightNone(2400);
  private static final byte[] QUESTION = ToyFramer.frame((byte) 0);
  private static final byte[] FOREIGN = ToyFramer.frame((byte) 99, (byte) 99);

  private enum Fault {
    OTHER_TRIALS_EACH_TIME,
    LISTENS_FOR_HOURS,
    LOOKS_AT_THE_FIRST_ARRIVAL_ONLY,
    LOOKS_AT_THE_FIRST_FRAME_ONLY,
    EXPECTS_THE_BEGINNING_AT_ONCE,
    TAKES_THE_ECHO_FOR_AN_ANSWER,
    CHECKS_NO_CHECKSUM,
    TAKES_ANYTHING,
    TAKES_SILENCE,
    CLAIMS_EVERY_METER,
    REVERSES_THE_BYTES,
    SUGGESTS_UNKNOWN_OPTIONS
  }

  @Test
  void passesACorrectRecognition() throws ReflectiveOperationException {
    assertEquals(Set.of(), failures());
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_TRIALS_EACH_TIME, hasTheSameFewShortTrialsAtEachCall",
    "LISTENS_FOR_HOURS, hasTheSameFewShortTrialsAtEachCall",
    "LOOKS_AT_THE_FIRST_ARRIVAL_ONLY, recognisesTheSameAtEverySplitIntoArrivals",
    "LOOKS_AT_THE_FIRST_FRAME_ONLY, recognisesItsTrafficAfterTheEchoOfTheQuestion",
    "EXPECTS_THE_BEGINNING_AT_ONCE, recognisesItsTrafficWhenListeningBeginsInsideATelegram",
    "TAKES_THE_ECHO_FOR_AN_ANSWER, recognisesNothingInEchoes",
    "CHECKS_NO_CHECKSUM, isNotCertainOfDamagedTraffic",
    "TAKES_ANYTHING, recognisesNothingInGarbage",
    "TAKES_SILENCE, recognisesNothingInSilence",
    "CLAIMS_EVERY_METER, recognisesNothingInWhatOtherMetersSend",
    "REVERSES_THE_BYTES, changesNoArrival",
    "SUGGESTS_UNKNOWN_OPTIONS, suggestsOptionsThatTheDriverKnows"
  })
  void catches(Fault fault, String test) throws ReflectiveOperationException {
    Set<String> failures = failures(fault);
    assertTrue(failures.contains(test), () -> fault + " was caught only by " + failures);
  }

  /** Runs every test of the contract and returns the names of those that fail. */
  private static Set<String> failures(Fault... faults) throws ReflectiveOperationException {
    Set<String> failures = new TreeSet<>();
    Method[] methods = RecognitionContract.class.getDeclaredMethods();
    for (Method test : methods) {
      if (test.isAnnotationPresent(Test.class)) {
        try {
          test.invoke(new Subject(Set.of(faults)));
        } catch (InvocationTargetException e) {
          failures.add(test.getName());
        }
      }
    }
    assertTrue(Arrays.stream(methods).anyMatch(m -> m.isAnnotationPresent(Test.class)));
    return failures;
  }

  private static final class Subject extends RecognitionContract {
    private final Set<Fault> faults;

    Subject(Set<Fault> faults) {
      this.faults = faults;
    }

    @Override
    protected DriverProvider provider() {
      return new Provider(faults);
    }

    @Override
    protected List<Example> examples() {
      List<Trial> trials = new Provider(faults).trials();
      Match match = Provider.match(7, faults);
      byte[] frame = ToyFramer.frame((byte) 7);
      return List.of(
          new Example("sent by itself", trials.get(0), frame, match),
          new Example("answered", trials.get(1), frame, match));
    }

    @Override
    protected Map<String, byte[]> othersTraffic() {
      return Map.of("a frame of two bytes", FOREIGN);
    }
  }

  /** Recognises a meter whose frames have a payload of one byte, its number, which is not 0. */
  private record Provider(Set<Fault> faults) implements DriverProvider, Recognition {
    private static long calls;

    static Match match(int number, Set<Fault> faults) {
      String option = faults.contains(Fault.SUGGESTS_UNKNOWN_OPTIONS) ? "colour" : "identifier";
      return new Match(Certainty.CERTAIN, "" + number, Map.of(option, "" + number), List.of());
    }

    @Override
    public DriverInfo info() {
      return new ToyDriver().info();
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      return new ToyDriver().create(meters);
    }

    @Override
    public List<Trial> trials() {
      Duration listen = Duration.ofSeconds(2);
      if (faults.contains(Fault.OTHER_TRIALS_EACH_TIME)) {
        listen = listen.plusNanos(++calls);
      } else if (faults.contains(Fault.LISTENS_FOR_HOURS)) {
        listen = Duration.ofHours(2);
      }
      return List.of(
          Trial.listening(LINE, false, listen), new Trial(LINE, false, QUESTION, listen));
    }

    @Override
    public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
      byte[] bytes = TransmissionErrors.join(read(arrivals));
      if (bytes.length == 0 && !faults.contains(Fault.TAKES_SILENCE)) {
        return Optional.empty();
      }
      if (faults.contains(Fault.EXPECTS_THE_BEGINNING_AT_ONCE) && bytes[0] != 0x7E) {
        return Optional.empty();
      }
      if (faults.contains(Fault.TAKES_ANYTHING) || faults.contains(Fault.TAKES_SILENCE)) {
        return Optional.of(match(7, faults));
      }
      Frames frames = new Frames(faults);
      ToyFramer framer =
          faults.contains(Fault.CHECKS_NO_CHECKSUM)
              ? new ToyFramer(ToyFramer.Fault.CHECKS_NO_CHECKSUM)
              : new ToyFramer();
      framer.accept(bytes, 0, bytes.length, frames);
      framer.silence(Duration.ofMinutes(1).toNanos(), frames);
      return Optional.ofNullable(frames.found);
    }

    private byte[][] read(List<Arrival> arrivals) {
      int count =
          faults.contains(Fault.LOOKS_AT_THE_FIRST_ARRIVAL_ONLY)
              ? Math.min(1, arrivals.size())
              : arrivals.size();
      byte[][] pieces = new byte[count][];
      for (int i = 0; i < count; i++) {
        pieces[i] = arrivals.get(i).bytes();
        if (faults.contains(Fault.REVERSES_THE_BYTES)) {
          for (int left = 0, right = pieces[i].length - 1; left < right; left++, right--) {
            byte swapped = pieces[i][left];
            pieces[i][left] = pieces[i][right];
            pieces[i][right] = swapped;
          }
        }
      }
      return pieces;
    }
  }

  private static final class Frames implements FrameSink<byte[]> {
    private final Set<Fault> faults;
    private int count;
    private Match found;

    Frames(Set<Fault> faults) {
      this.faults = faults;
    }

    @Override
    public void frame(byte[] frame) {
      boolean echo = Arrays.equals(frame, QUESTION);
      boolean mine =
          frame.length == FOREIGN.length - 1 || faults.contains(Fault.CLAIMS_EVERY_METER);
      boolean looksOn = count++ == 0 || !faults.contains(Fault.LOOKS_AT_THE_FIRST_FRAME_ONLY);
      if (mine && looksOn && (!echo || faults.contains(Fault.TAKES_THE_ECHO_FOR_AN_ANSWER))) {
        found = Provider.match(frame[3], faults);
      }
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {}

    @Override
    public void corrupt(Damage damage) {}
  }
}

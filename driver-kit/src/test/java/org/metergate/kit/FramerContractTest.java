// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.kit.ToyFramer.Fault;

/** Checks that the contract can fail: each fault is caught by the test meant for it. */
class FramerContractTest {

  @Test
  void passesACorrectFramer() throws ReflectiveOperationException {
    assertEquals(Set.of(), failures(any -> true));
  }

  @ParameterizedTest
  @CsvSource({
    "DROPS_ALL_AT_DAMAGE, survivesEveryFlippedBit",
    "DROPS_ALL_AT_DAMAGE, survivesEveryLostByte",
    "DROPS_ALL_AT_DAMAGE, survivesEveryAddedByte",
    "DROPS_ALL_AT_DAMAGE, findsTheFrameBehindEveryFalseStart",
    "IGNORES_THE_OFFSET, readTheGoodFrames",
    "CHECKS_NO_CHECKSUM, survivesEveryFlippedBit",
    "NEVER_GIVES_UP, givesAnUnfinishedFrameUpAfterSilence",
    "NEVER_GIVES_UP, findsTheFrameBehindEveryCutFrameAndSilence",
    "GIVES_UP_AT_ONCE, waitsForTheRestThroughAShortPause",
    "KEEPS_EVERYTHING, staysSmallUnderEndlessGarbage",
    "SUMS_UP_ALL_AT_EACH_FALSE_START, isQuickWithGarbageOfEveryKind",
    "HIDES_NOISE, findsFramesAroundNoise",
    "NEEDS_WHOLE_FRAMES_IN_A_CHUNK, findsTheSameAtEverySplitPoint",
    "NEEDS_WHOLE_FRAMES_IN_A_CHUNK, findsTheSameInRandomChunks",
    "ONE_FRAME_FOR_EACH_CHUNK, findsTwoFramesInOneChunk",
    "REPORTS_DAMAGE_FOR_EACH_CHUNK, findsTheSameAtEverySplitPoint"
  })
  void catches(Fault fault, String test) throws ReflectiveOperationException {
    boolean beforeAll = test.equals("readTheGoodFrames"); // runs before each of them
    Set<String> caught = failures(name -> beforeAll || name.equals(test), fault);
    assertEquals(Set.of(test), caught, () -> fault + " was not caught");
  }

  /** Runs tests of the contract and returns the names of those that fail. */
  private static Set<String> failures(Predicate<String> wanted, Fault... faults)
      throws ReflectiveOperationException {
    Set<String> failures = new TreeSet<>();
    Method[] methods = FramerContract.class.getDeclaredMethods();
    for (Method test : methods) {
      if (!test.isAnnotationPresent(Test.class) || !wanted.test(test.getName())) {
        continue;
      }
      ToyFramerTest subject = ToyFramerTest.of(faults);
      try {
        subject.readTheGoodFrames();
      } catch (AssertionError e) {
        failures.add("readTheGoodFrames");
        continue;
      }
      try {
        test.invoke(subject);
      } catch (InvocationTargetException e) {
        failures.add(test.getName());
      }
    }
    assertTrue(Arrays.stream(methods).anyMatch(m -> m.isAnnotationPresent(Test.class)));
    return failures;
  }
}

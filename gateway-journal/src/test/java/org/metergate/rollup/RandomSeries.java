// SPDX-License-Identifier: Apache-2.0
package org.metergate.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A meter's readings with gaps, clock steps and repeated times, in the order of their times. */
final class RandomSeries {
  private RandomSeries() {}

  static List<Sample> of(Random random, long from, long to, long usual) {
    List<Sample> samples = new ArrayList<>();
    long time = from;
    long counter = random.nextInt(1_000_000);
    while (time < to) {
      samples.add(new Sample(time, BigDecimal.valueOf(counter, 3)));
      counter += random.nextInt(50);
      time += usual;
      int mishap = random.nextInt(40);
      if (mishap == 0) {
        time += PlainRecomputation.TICK * random.nextInt(4);
      } else if (mishap == 1) {
        time += usual * random.nextInt(30);
      } else if (mishap == 2) {
        time -= usual * random.nextInt(8);
      } else if (mishap == 3) {
        time -= usual;
      }
    }
    samples.sort(Comparator.comparingLong(Sample::time));
    return samples;
  }
}

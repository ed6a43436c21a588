// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.metergate.driver.multical.MulticalDriverProvider;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.driver.p1.frame.ChecksumPolicy;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.kit.Garbage;
import org.metergate.kit.GarbageRate;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.option.OptionException;

/**
 * Prints how fast each driver, with and without what is above its framer, reads lines on which
 * there is nothing but garbage, in megabytes per second; the slowest of five rounds after warming
 * up. A program of its own and not a benchmark of JMH, since a table of all kinds is what matters.
 */
public final class GarbageRates {
  private static final int BYTES = 4 << 20;
  private static final int ROUNDS = 5;

  private GarbageRates() {}

  /**
   * Prints the table.
   *
   * @param arguments none, or texts that a kind's name must contain.
   */
  public static void main(String[] arguments) {
    Map<String, Supplier<Framer<?>>> framers = new LinkedHashMap<>();
    framers.put("DLMS", PushFramer::new);
    framers.put("P1", () -> new TelegramFramer(ChecksumPolicy.AUTO));
    framers.put("KMP", KmpFramer::new);
    List<DriverProvider> providers =
        List.of(
            new OmnipowerDriverProvider(), new P1DriverProvider(), new MulticalDriverProvider());
    Map<String, byte[]> kinds = Garbage.kinds();
    kinds.keySet().removeIf(name -> !List.of(arguments).stream().allMatch(name::contains));
    System.out.printf("| %-50s |", "kind");
    framers.keySet().forEach(name -> System.out.printf(" %6s |", name));
    providers.forEach(provider -> System.out.printf(" %14s |", provider.info().id()));
    System.out.println();
    kinds.forEach(
        (name, block) -> {
          System.out.printf("| %-50s |", name);
          for (Supplier<Framer<?>> framer : framers.values()) {
            print(6, slowest(() -> GarbageRate.of(framer.get(), block, BYTES)));
          }
          for (DriverProvider provider : providers) {
            print(14, slowest(() -> GarbageRate.of(driver(provider), block, BYTES)));
          }
          System.out.println();
        });
  }

  private static double slowest(Supplier<Double> round) {
    round.get();
    double slowest = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      slowest = Math.min(slowest, round.get());
    }
    return slowest;
  }

  private static void print(int width, double bytesPerSecond) {
    System.out.printf(Locale.ROOT, " %" + width + ".1f |", bytesPerSecond / 1e6);
    System.out.flush();
  }

  private static ByteDriver driver(DriverProvider provider) {
    try {
      return (ByteDriver) RecordingPlayer.driver(provider, Map.of());
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.MeterConfig;
import org.metergate.config.Problems;
import org.metergate.core.plugin.DamagedJar;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;

/**
 * Creates the driver of a link from the options of its meters.
 *
 * @param meters of the link, at least one.
 * @param driver reads them all.
 */
record DriverCreation(List<MeterConfig> meters, DriverProvider driver) {

  /**
   * Creates the driver for the first time.
   *
   * @param problems takes the mistakes in the options, each at the meter that causes it.
   * @return empty where there is one.
   */
  Optional<MeterDriver> create(Problems problems) {
    List<MeterOptions> options = new ArrayList<>();
    for (MeterConfig meter : meters) {
      options(meter, problems).ifPresent(read -> options.add(new MeterOptions(meter.name(), read)));
    }
    if (options.size() < meters.size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(driver.create(options));
    } catch (OptionException e) {
      blame(options, e, problems);
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      problems.add(meters.get(0).at("driver"), bug(e)); // its text may hold a secret
    }
    return Optional.empty();
  }

  private String bug(Throwable e) {
    if (DamagedJar.explains(e)) {
      return "A class of the driver "
          + driver.info().id()
          + " cannot be used ("
          + e.getClass().getSimpleName()
          + "): its jar is damaged, or was made for another version of Metergate; copy the whole"
          + " jar again.";
    }
    return "The driver "
        + driver.info().id()
        + " has an error of its own ("
        + e.getClass().getSimpleName()
        + "); ask its author for a newer version.";
  }

  /** Reads the options of a meter; each wrong one is reported. */
  private Optional<Options> options(MeterConfig meter, Problems problems) {
    boolean read = !problems.below(meter.location());
    for (Map.Entry<String, Secret> option : meter.options().entrySet()) {
      try {
        new Options(driver.info().options(), Map.of(option.getKey(), option.getValue()));
      } catch (OptionException e) {
        problems.add(meter.at("options." + e.option()), e.getMessage());
        read = false;
      }
    }
    try {
      return read
          ? Optional.of(new Options(driver.info().options(), meter.options()))
          : Optional.empty();
    } catch (OptionException e) {
      throw new IllegalStateException("options that are good one by one are not together", e);
    }
  }

  /** Reports a refusal at the meter whose options cause it, and the others that have one. */
  private void blame(List<MeterOptions> options, OptionException together, Problems problems) {
    boolean found = false;
    for (int i = 0; i < meters.size() && meters.size() > 1; i++) {
      try {
        driver.create(List.of(options.get(i)));
      } catch (OptionException e) {
        problems.add(meters.get(i).at("options." + e.option()), e.getMessage());
        found = true;
      } catch (RuntimeException | LinkageError e) {
        problems.add(meters.get(i).at("driver"), bug(e));
        found = true;
      }
    }
    if (!found) {
      MeterConfig meter = meters.get(contradicting(options));
      problems.add(meter.at("options." + together.option()), together.getMessage());
    }
  }

  /** Returns the index of the first meter that contradicts one before it; the last one in doubt. */
  private int contradicting(List<MeterOptions> options) {
    int last = options.size() - 1;
    for (int i = 1; i < last; i++) {
      try {
        driver.create(options.subList(0, i + 1));
      } catch (OptionException | RuntimeException | LinkageError e) {
        return i;
      }
    }
    return last;
  }

  /**
   * Creates a driver once more. Its options were accepted before, and no user can be asked to
   * correct them while the gateway runs.
   */
  MeterDriver again() {
    List<MeterOptions> options = new ArrayList<>();
    try {
      for (MeterConfig meter : meters) {
        options.add(
            new MeterOptions(meter.name(), new Options(driver.info().options(), meter.options())));
      }
      return driver.create(options);
    } catch (OptionException e) {
      throw new IllegalStateException("options that were accepted before are refused now", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.discovery.ValueQuestion;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.link.LineSettings;

/**
 * A driver that can recognise its meters. A dropped-in one that fails while it looks at bytes
 * recognises nothing, and does not end the probe.
 *
 * @param id of the driver, as in the configuration.
 * @param title what it reads, for people.
 * @param recognition looks at the bytes.
 * @param trials of the recognition, asked for once.
 */
public record ProbeDriver(String id, String title, Recognition recognition, List<Trial> trials) {

  /** Copies the list and checks that nothing is missing. */
  public ProbeDriver {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(recognition, "recognition");
    trials = List.copyOf(trials);
  }

  /**
   * Returns those of all drivers that can recognise their meters.
   *
   * @param providers all that are loaded, built in or dropped in.
   * @return in the same order.
   */
  public static List<ProbeDriver> of(List<DriverProvider> providers) {
    List<ProbeDriver> drivers = new ArrayList<>();
    for (DriverProvider provider : providers) {
      if (provider instanceof Recognition recognition) {
        try {
          drivers.add(
              new ProbeDriver(
                  provider.info().id(),
                  provider.info().title(),
                  recognition,
                  recognition.trials()));
        } catch (RuntimeException | LinkageError e) {
          // it cannot recognise anything; 'metergate drivers' says what is wrong with it
        }
      }
    }
    return drivers;
  }

  /** Looks at what was heard, with the settings that the driver believes it was heard with. */
  Optional<Match> recognise(Heard heard, LineSettings settings) {
    try {
      Duration listen = Duration.ofNanos(Math.max(1, heard.end() - heard.begin()));
      Trial trial = new Trial(settings, heard.request(), heard.sent(), listen);
      return recognition.recognise(trial, heard.arrivals());
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Returns whether many meters may be on its lines, which it can search. */
  boolean scans() {
    return recognition instanceof Scan;
  }

  /** Returns the question for values after this trial; empty if the driver has none. */
  Optional<Trial> valueTrial(Trial recognised) {
    try {
      return recognition instanceof ValueQuestion question
          ? Optional.of(question.valueTrial(recognised))
          : Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Returns whether values came; where the driver cannot say, they are taken to be there. */
  boolean showsValues(Heard heard) {
    try {
      Duration listen = Duration.ofNanos(Math.max(1, heard.end() - heard.begin()));
      Trial trial = new Trial(heard.settings(), heard.request(), heard.sent(), listen);
      return !(recognition instanceof ValueQuestion question)
          || question.showsValues(trial, heard.arrivals());
    } catch (RuntimeException | LinkageError e) {
      return true;
    }
  }
}

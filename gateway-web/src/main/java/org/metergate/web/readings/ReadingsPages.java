// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.web.Route;
import org.metergate.web.html.Texts;

/** The page of readings and its file. */
public final class ReadingsPages {
  private static final Pattern TARIFF = Pattern.compile("(.*) t(\\d+)");
  private static final Pattern PART = Pattern.compile("(.*)_[tl]\\d+");
  private static final List<String> PAID =
      List.of(
          "energy_import",
          "energy_export",
          "heat_energy",
          "cooling_energy",
          "gas_volume",
          "water_volume",
          "volume");

  static final Texts TEXTS = Texts.beside(ReadingsPages.class, "readings");

  private ReadingsPages() {}

  /**
   * Creates the routes.
   *
   * @param sources what they show.
   * @return all routes.
   */
  public static List<Route> routes(ReadingsSources sources) {
    return List.of(new ReadingsPage(sources), new ReadingsFile(sources));
  }

  /** A quantity as people read it: {@code Energy import, tariff 1}, {@code Voltage L1}. */
  static String label(String quantity) {
    String words = quantity.replace('_', ' ').replaceFirst(" l(\\d)$", " L$1");
    Matcher tariff = TARIFF.matcher(words);
    if (tariff.matches()) {
      words = TEXTS.of("tariff", "of", tariff.group(1), "tariff", tariff.group(2));
    }
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Returns the place of a quantity: what is paid for before its parts, and these before others.
   */
  static int place(String quantity) {
    Matcher part = PART.matcher(quantity);
    boolean isPart = part.matches();
    int paid = PAID.indexOf(isPart ? part.group(1) : quantity);
    return paid < 0 ? 2 * PAID.size() : isPart ? PAID.size() + paid : paid;
  }

  /** A unit as people read it. */
  static String unit(String ascii) {
    return ascii.replace("m3", "m³").replace("degC", "°C").replace('*', '·');
  }
}

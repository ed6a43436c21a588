// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.util.List;
import java.util.Locale;
import org.metergate.web.Route;
import org.metergate.web.html.Texts;

/** The page of readings and its file. */
public final class ReadingsPages {
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

  /** A quantity as people read it: {@code Energy import t1}. */
  static String label(String quantity) {
    String words = quantity.replace('_', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A unit as people read it. */
  static String unit(String ascii) {
    return ascii.replace("m3", "m³").replace("degC", "°C").replace('*', '·');
  }
}

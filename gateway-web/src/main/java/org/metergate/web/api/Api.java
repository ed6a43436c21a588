// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.metergate.journal.History;
import org.metergate.web.Route;

/** The paths below {@code /api/v1} that the page does not answer by itself. */
public final class Api {
  private Api() {}

  /**
   * Creates the routes for meters of which nothing but their names is known.
   *
   * @param history of a journal that is open at least as long as the page.
   * @param zone in which days begin and times are written.
   * @param clock the gateway's.
   * @return all routes.
   */
  public static List<Route> routes(History history, ZoneId zone, InstantSource clock) {
    return routes(history, zone, clock, meter -> MeterTitle.NONE);
  }

  /**
   * Creates the routes.
   *
   * @param history of a journal that is open at least as long as the page.
   * @param zone in which days begin and times are written.
   * @param clock the gateway's.
   * @param titles what is known of a configured meter, by its name.
   * @return all routes.
   */
  public static List<Route> routes(
      History history, ZoneId zone, InstantSource clock, Function<String, MeterTitle> titles) {
    return List.of(
        new MetersRoute(history),
        new HistoryRoute(history, zone, clock),
        new ReadingsRoute(history, zone, clock, titles),
        new OpenApiRoute());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.metergate.journal.Journal;
import org.metergate.web.Route;

/** The paths below {@code /api/v1} that the page does not answer by itself. */
public final class Api {
  private Api() {}

  /**
   * Creates the routes.
   *
   * @param journal open at least as long as the page.
   * @param zone in which days begin and times are written.
   * @param clock the gateway's.
   * @return all routes.
   */
  public static List<Route> routes(Journal journal, ZoneId zone, InstantSource clock) {
    return List.of(
        new MetersRoute(journal), new HistoryRoute(journal, zone, clock), new OpenApiRoute());
  }
}

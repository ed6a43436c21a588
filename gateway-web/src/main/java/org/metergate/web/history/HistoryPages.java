// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.util.List;
import org.metergate.web.Route;
import org.metergate.web.history.data.HistoryData;
import org.metergate.web.page.PageSources;

/** The pages of the history: what was used in a day, a week, a month, a year, and in all years. */
public final class HistoryPages {
  private HistoryPages() {}

  /**
   * Creates the routes: the page, and the numbers of each view as JSON and CSV.
   *
   * @param sources of the names of the meters that are configured, and of the zone.
   * @param data of the journal, which is open at least as long as the page.
   * @return all routes.
   */
  public static List<Route> routes(PageSources sources, HistoryData data) {
    return routes(sources, Views.Numbers.of(data));
  }

  /** The routes of numbers from anywhere. */
  static List<Route> routes(PageSources sources, Views.Numbers numbers) {
    Views views = new Views(sources, numbers);
    return List.of(
        new HistoryPage(sources, views),
        new HistoryFile(views, HistoryFile.Form.JSON),
        new HistoryFile(views, HistoryFile.Form.CSV));
  }
}

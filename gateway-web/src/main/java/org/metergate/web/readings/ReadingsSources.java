// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.web.api.HistoryView;
import org.metergate.web.api.MeterTitle;
import org.metergate.web.api.ReadingsTable;
import org.metergate.web.html.Layout;

/**
 * What the page of readings is made of.
 *
 * @param layout the frame of all pages.
 * @param history of a journal that is open at least as long as the page.
 * @param view the units in which values are shown.
 * @param zone in which people read times.
 * @param clock the gateway's.
 * @param titles what is known of a configured meter, by its name.
 */
public record ReadingsSources(
    Layout layout,
    History history,
    HistoryView view,
    ZoneId zone,
    InstantSource clock,
    Function<String, MeterTitle> titles) {
  /** Checks that nothing is missing. */
  public ReadingsSources {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(titles, "titles");
  }

  ReadingsTable read(Instant moment) throws JournalException {
    return ReadingsTable.of(history, Optional.empty(), moment, view, titles);
  }
}

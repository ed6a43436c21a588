// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.metergate.journal.History;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/** What the runner of an output offers it, from the journal and from its own state. */
final class JournalHost implements OutputHost {
  private final Journal journal;
  private final OutputView view;
  private final PresentReadings present;
  private final LongSupplier newestAtStart;
  private final Runnable wake;

  JournalHost(
      Journal journal,
      OutputView view,
      PresentReadings present,
      LongSupplier newestAtStart,
      Runnable wake) {
    this.journal = journal;
    this.view = view;
    this.present = present;
    this.newestAtStart = newestAtStart;
    this.wake = wake;
  }

  @Override
  public History history() {
    return journal.history();
  }

  @Override
  public UnaryOperator<Reading> viewOf(String meter) throws JournalException {
    return view.ofMeter(meter);
  }

  @Override
  public long newestAtStart() {
    return newestAtStart.getAsLong();
  }

  @Override
  public boolean isPresent(StoredReading stored) {
    return present.isPresent(stored);
  }

  @Override
  public boolean continues(MeterRef meter) {
    return !journal.rules().of(meter).last().offsets().isEmpty();
  }

  @Override
  public String installation() {
    return journal.installation();
  }

  @Override
  public void wake() {
    wake.run();
  }
}

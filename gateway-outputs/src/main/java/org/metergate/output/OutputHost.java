// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.function.UnaryOperator;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Reading;

/** What the runner of an output offers it. The output's thread, except for {@link #wake}. */
public interface OutputHost {

  /**
   * Returns the history in the journal.
   *
   * @return open; to be read only.
   */
  History history();

  /**
   * Returns what shows readings from the history as this output gets them delivered: with derived
   * quantities and in its units, if it wants that.
   *
   * @param meter the name of a meter or sub-meter.
   * @return by what is known of the meter now; may be used while the history is read.
   * @throws JournalException when the journal cannot be read.
   */
  UnaryOperator<Reading> viewOf(String meter) throws JournalException;

  /**
   * Returns the newest reading that was in the journal when the delivery was started. It and those
   * before it were journaled by a previous run of the output, and may have been delivered by it.
   *
   * @return its id, 0 where the journal was empty.
   */
  long newestAtStart();

  /**
   * Returns whether a reading of the batch that is being delivered may show the present: it was not
   * delivered before, by this run of the output or perhaps by a previous one, and it is the last
   * one of a burst that came out of a buffer. Whether it is live and young enough, {@link
   * OutputContext#isCurrent} knows.
   *
   * @param stored of the batch.
   * @return whether a receiver that acts on it does so rightly.
   */
  boolean isPresent(StoredReading stored);

  /**
   * Returns how the counters of a meter that replaced another one continue.
   *
   * @param meter the new meter.
   * @return whether they continue where those of the replaced meter ended; otherwise they are a new
   *     series.
   */
  boolean continues(MeterRef meter);

  /**
   * Returns what tells this installation from any other: random, made once, and the same as long as
   * there is this journal. Nothing of the machine or its meters is in it.
   *
   * @return 32 hexadecimal digits in lower case.
   */
  String installation();

  /**
   * Has {@link Output#open} called soon, since a connection was lost or something besides readings
   * is to be sent. Does not shorten a back-off. Any thread; returns at once.
   */
  void wake();
}

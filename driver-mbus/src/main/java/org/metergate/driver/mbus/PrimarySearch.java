// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Optional;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.spi.link.LinkLostException;

/** Calls every primary address at which no meter is known yet. One thread. */
final class PrimarySearch {
  /** So many addresses one after the other that only give damaged answers: that is noise. */
  private static final int MOST_DAMAGED = 16;

  private final ScanQuestions questions;
  private final MbusScan scan;

  PrimarySearch(ScanQuestions questions, MbusScan scan) {
    this.questions = questions;
    this.scan = scan;
  }

  /** Searches; meters without an address of their own, which have 0, are called last. */
  void run() throws LinkLostException, InterruptedException {
    int damaged = 0;
    for (int i = 1; i <= MbusRequest.HIGHEST + 1 && damaged < MOST_DAMAGED; i++) {
      int address = i % (MbusRequest.HIGHEST + 1);
      if (!scan.isTaken(address)) {
        damaged = isDamaged(address) ? damaged + 1 : 0;
        scan.progress(questions.asked(), MbusRequest.HIGHEST + 1 - i);
      }
    }
  }

  /** Calls an address, and returns whether something came, but no good answer. */
  private boolean isDamaged(int address) throws LinkLostException, InterruptedException {
    if (questions.acknowledge(MbusRequest.reset(address)) == Reply.NOTHING) {
      return false;
    }
    Optional<LongFrame> answer = questions.data(address);
    if (answer.isEmpty()) {
      answer = questions.data(address);
    }
    answer.ifPresent(scan::addressed);
    return answer.isEmpty() && !questions.silent();
  }
}

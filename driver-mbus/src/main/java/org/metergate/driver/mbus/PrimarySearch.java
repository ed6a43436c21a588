// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.ScanQuestions.Reply;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.spi.link.LinkLostException;

/** Calls every primary address at which no meter is known yet. One thread. */
final class PrimarySearch {
  /** This many addresses in a row with nothing but damaged answers are noise. */
  private static final int MOST_DAMAGED = 16;

  /** This many damaged answers in a row at one address are not by chance. */
  private static final int MOST_CALLS = 3;

  private final ScanQuestions questions;
  private final ScannedBus bus;
  private final FoundMeters meters;
  private final boolean acknowledging;
  private final List<Integer> unreadable = new ArrayList<>();
  private int damaged; // addresses in a row, up to the last one

  /**
   * Prepares a search.
   *
   * @param questions at one speed.
   * @param bus what is known of it.
   * @param meters takes the answers.
   * @param acknowledging whether meters acknowledge a reset; otherwise each is asked for data.
   */
  PrimarySearch(
      ScanQuestions questions, ScannedBus bus, FoundMeters meters, boolean acknowledging) {
    this.questions = questions;
    this.bus = bus;
    this.meters = meters;
    this.acknowledging = acknowledging;
  }

  /**
   * Searches; meters without an address of their own, which have 0, are called last.
   *
   * @return whether it came to its end; otherwise there was only noise.
   */
  boolean run() throws LinkLostException, InterruptedException {
    try {
      for (int i = 1; i <= MbusRequest.HIGHEST + 1 && damaged < MOST_DAMAGED; i++) {
        int address = i % (MbusRequest.HIGHEST + 1);
        if (!bus.isTaken(address)) {
          damaged = isDamaged(address) ? damaged + 1 : 0;
          bus.progress(questions.asked(), MbusRequest.HIGHEST + 1 - i);
        } else if (acknowledging && bus.isShared(address)) {
          findOther(address);
        }
      }
    } finally {
      if (damaged < MOST_DAMAGED) {
        unreadable.forEach(bus::unreadable);
      }
    }
    return damaged < MOST_DAMAGED;
  }

  /** A meter that was selected is not alone at its address, and the other cannot be selected. */
  private void findOther(int address) throws LinkLostException, InterruptedException {
    for (int attempt = 0; attempt < MOST_CALLS; attempt++) {
      Optional<LongFrame> answer = questions.dataOfOne(address);
      if (answer.map(Identity::of).filter(one -> bus.isKnown(one.digits())).isPresent()) {
        return; // an answer was damaged by chance
      }
    }
    unreadable.add(address);
  }

  /** Calls an address, and returns whether something came, but no good answer. */
  private boolean isDamaged(int address) throws LinkLostException, InterruptedException {
    Reply reply = acknowledging ? questions.acknowledge(MbusRequest.reset(address)) : Reply.UNCLEAR;
    if (reply == Reply.NOTHING) {
      return false;
    }
    Optional<LongFrame> answer = questions.dataOfOne(address);
    if (answer.isEmpty() && (acknowledging || !questions.silent())) {
      answer = questions.dataOfOne(address);
    }
    answer.ifPresent(meters::addressed);
    if (answer.isEmpty() && reply == Reply.ACKNOWLEDGED) {
      unreadable.add(address);
    }
    return answer.isEmpty() && !questions.silent();
  }
}

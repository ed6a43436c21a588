// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.util.List;

/** Notifies a person: one of the ways to do that. One thread at a time. */
public interface AlarmSender {

  /**
   * Returns how many messages it can tell at once.
   *
   * @return at least 1.
   */
  int most();

  /**
   * Tells. Nothing of it stays open.
   *
   * @param messages one to {@link #most}.
   * @return what became of them, within a minute.
   * @throws InterruptedException when the program is stopped meanwhile.
   */
  AlarmAnswer send(List<AlarmMessage> messages) throws InterruptedException;
}

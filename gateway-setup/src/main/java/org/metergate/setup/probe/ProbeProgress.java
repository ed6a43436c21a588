// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import org.metergate.spi.link.LineSettings;

/** Takes the progress of a probe, on its thread. */
public interface ProbeProgress {

  /** What a probe does. */
  enum Step {
    /** It listens. */
    LISTEN,
    /** It listens with the request line released. */
    LISTEN_WITHOUT_REQUEST,
    /** It sends a question and listens. */
    ASK
  }

  /**
   * Takes the beginning of a step.
   *
   * @param step what is done now.
   * @param settings of the line.
   * @param passed time since the probe began.
   */
  void begins(Step step, LineSettings settings, Duration passed);

  /**
   * Takes what has arrived in this step, about once a second.
   *
   * @param passed time since the probe began.
   * @param bytes in this step.
   */
  void heard(Duration passed, int bytes);
}

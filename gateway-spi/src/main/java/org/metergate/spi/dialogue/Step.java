// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.util.Optional;
import org.metergate.spi.link.LineSettings;

/** What a dialogue requires next. */
sealed interface Step<F> {

  /** All bytes must be sent in one write, the settings changed, and bytes awaited until a time. */
  record Send<F>(byte[] bytes, Optional<LineSettings> answeredAt, long untilNanos)
      implements Step<F> {}

  /** Bytes must be awaited; if none arrive until this time, the dialogue must be informed. */
  record Wait<F>(long untilNanos) implements Step<F> {}

  /** The answer arrived. */
  record Done<F>(F answer) implements Step<F> {}

  /** No answer is expected any more. */
  record Failed<F>() implements Step<F> {}
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.driver.KeptFrame;

/**
 * A kept frame as it stands in the journal.
 *
 * @param id rises with the order in which frames came; free again when the frame is gone.
 * @param frame what was kept.
 */
public record StoredFrame(long id, KeptFrame frame) {}

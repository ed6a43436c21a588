// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.driver.KeptFrame;

/**
 * A kept frame with its id in the journal.
 *
 * @param id grows with the order in which frames came; may be reused when the frame is deleted.
 * @param frame the kept frame.
 */
public record StoredFrame(long id, KeptFrame frame) {}

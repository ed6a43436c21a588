// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

/**
 * Decodes the kept frames of one meter with the keys that its driver has now, and publishes them to
 * the session that {@link MeterDriver#keptReader} got. It gets each frame once, oldest first. What
 * it needs to remember from one frame to the next is kept separate from the driver's current state:
 * these frames are older than those read since, so they must neither advance a message counter nor
 * be refused for being old. Called on the thread of the link, before a session and while a session
 * waits for bytes.
 */
@FunctionalInterface
public interface KeptReader {

  /**
   * Tries a frame under the same rules of trust as a frame that arrives now.
   *
   * @param frame older than all frames of later calls.
   * @return whether the frame is finished: its content was published, or it repeats the previous
   *     one and so contains nothing new. A frame that cannot be decoded stays kept.
   */
  boolean read(KeptFrame frame);
}

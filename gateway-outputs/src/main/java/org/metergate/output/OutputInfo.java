// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Duration;
import org.metergate.value.ReadingView;

/**
 * What is known of an output before it delivers.
 *
 * @param name the configured name, also that of its cursor in the journal: 1 to 64 letters, digits,
 *     {@code -} and {@code _}.
 * @param type the name of its type in the configuration, for example {@code mqtt}.
 * @param every how far its values are thinned, the key {@code every} of its settings as {@link
 *     Thinning#read} returns it: 1 s to 1 d, or zero for all values.
 * @param unconfirmedWindow how much the other side may forget of what it acknowledged when it is
 *     killed: zero where an acknowledgement can be relied on, some minutes at most. After each
 *     failure, what was delivered within this time is delivered again, under the same ids. The
 *     cursor in the journal stays behind by as much, so that a restart repeats it too.
 * @param view in which units it gets the values, and whether with derived ones: as {@link
 *     ValueKeys#read} returns it.
 */
public record OutputInfo(
    String name, String type, Duration every, Duration unconfirmedWindow, ReadingView view) {

  /**
   * Describes an output that gets the values of the meters as they are.
   *
   * @param name the configured name.
   * @param type the name of its type in the configuration.
   * @param every how far its values are thinned.
   * @param unconfirmedWindow how much the other side may forget.
   */
  public OutputInfo(String name, String type, Duration every, Duration unconfirmedWindow) {
    this(name, type, every, unconfirmedWindow, ReadingView.METER);
  }

  /**
   * Describes an output that gets all values and whose other side forgets nothing.
   *
   * @param name the configured name.
   * @param type the name of its type in the configuration.
   */
  public OutputInfo(String name, String type) {
    this(name, type, Duration.ZERO, Duration.ZERO);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.nio.charset.StandardCharsets;

/**
 * A file of a bundle.
 *
 * @param name letters, digits, {@code -}, {@code _} and points.
 * @param why one sentence: what it is for, and what it shows of its owner.
 * @param bytes its content; not copied, must not change.
 */
public record BundleEntry(String name, String why, byte[] bytes) {
  /** Checks the name. */
  public BundleEntry {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw new IllegalArgumentException("a file of a bundle named '" + name + "'");
    }
  }

  /**
   * Creates one of a text.
   *
   * @param name see above.
   * @param why one sentence.
   * @param text its content.
   * @return the entry.
   */
  public static BundleEntry of(String name, String why, String text) {
    return new BundleEntry(name, why, text.getBytes(StandardCharsets.UTF_8));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.Objects;

/**
 * A key or password that does not print its value, so that it may be part of records and log lines.
 */
public final class Secret {
  private final String value;

  /**
   * Wraps a secret.
   *
   * @param value the secret text.
   */
  public Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /**
   * Returns the secret text, for the one place that needs it.
   *
   * @return the secret text: never to be logged, shown or put into a message.
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /**
   * Returns a placeholder instead of the secret.
   *
   * @return {@code (secret)}.
   */
  @Override
  public String toString() {
    return "(secret)";
  }
}

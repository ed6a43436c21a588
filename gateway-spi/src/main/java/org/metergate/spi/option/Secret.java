// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import java.util.Objects;

/** A key or password that cannot print itself. Records and logs may hold it without harm. */
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
   * Hands the secret to the one place that needs it.
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
   * Says only that there is a secret.
   *
   * @return {@code (secret)}.
   */
  @Override
  public String toString() {
    return "(secret)";
  }
}

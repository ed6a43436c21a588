// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

/** The findings of this driver; the sentences are in the bundle {@link #MESSAGES}. */
public final class MbusFindings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.mbus.messages";

  private MbusFindings() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

/** What somebody may do. */
public enum Role {
  /** Read everything that the page, the API and the metrics show. */
  READ,
  /** Change what the page offers to change, as well. */
  CHANGE
}

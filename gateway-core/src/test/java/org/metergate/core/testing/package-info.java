// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of every room share: pseudo-terminals in place of cables, and waiting for a condition
 * instead of for a time. It knows nothing of what is tested.
 */
package org.metergate.core.testing;

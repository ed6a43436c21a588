// SPDX-License-Identifier: Apache-2.0
/** What several tests of the core need: real brokers, ways to disturb them, sample readings. */
package org.metergate.core.testing;

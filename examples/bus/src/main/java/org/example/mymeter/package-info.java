// SPDX-License-Identifier: Apache-2.0
/**
 * A driver for meters that answer a question with one line.
 *
 * <p>Must not know: open links, the gateway, threads, logs, I/O.
 */
package org.example.mymeter;

// SPDX-License-Identifier: Apache-2.0
/**
 * What a driver needs whose meters only answer: a {@link org.metergate.spi.dialogue.Requester} asks
 * a question and waits for its answer, and {@link org.metergate.spi.dialogue.Polling} decides when
 * each meter is asked.
 *
 * <p>Must not know: open links, findings, readings, options, the gateway, threads, logs, I/O.
 */
package org.metergate.spi.dialogue;

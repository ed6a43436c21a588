// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * The text of a telegram.
 *
 * @param bytes from its slash to its exclamation mark, both included; seven bits each.
 * @param protection what vouches for it.
 */
public record Telegram(byte[] bytes, Protection protection) implements Frame {}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

/**
 * A session that has not ended.
 *
 * @param name of the account.
 * @param role of the account now, which may have changed since the log-in.
 * @param formToken belongs to this session alone and is sent with each form; who knows it does not
 *     know the cookie.
 */
public record SessionInfo(String name, Role role, String formToken) {}

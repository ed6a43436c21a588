// SPDX-License-Identifier: Apache-2.0
/**
 * The program as a service of systemd: tells it that the gateway is ready, its status and its end,
 * and feeds its watchdog while the threads that must answer do. Two daemon threads, none without a
 * socket for notifications. What systemd does with it is in {@code docs/reference/service.md}.
 *
 * <p>Must not know: drivers, links, the journal, outputs, the page.
 */
package org.metergate.core.service;

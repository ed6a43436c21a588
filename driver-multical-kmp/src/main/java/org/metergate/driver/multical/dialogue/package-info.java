// SPDX-License-Identifier: Apache-2.0
/**
 * One question and its answer as a machine over bytes and time: no clock, link or thread of its
 * own, so that tests run it on virtual time. It stands here and not in the SPI since KMP is the
 * only protocol with questions so far; what of it is general a second one will show.
 */
package org.metergate.driver.multical.dialogue;

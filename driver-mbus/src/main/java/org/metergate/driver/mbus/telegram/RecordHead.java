// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.List;

/**
 * What a record says before its data, by its data information (DIF, DIFE) and its value information
 * (VIF, VIFE).
 *
 * @param key the bytes of both as on the wire, in upper-case hexadecimal with a dash between:
 *     {@code 04-863C}. Together with the number among equal ones it is the identity of a register:
 *     some registers differ in the last byte alone.
 * @param function of which kind the value is.
 * @param storage number of the storage, 0 for the present.
 * @param tariff 0 for all.
 * @param subunit of the device, 0 for its first.
 * @param vif what is measured.
 * @param vifes what changes its meaning, in order.
 */
public record RecordHead(
    String key,
    Function function,
    long storage,
    long tariff,
    long subunit,
    Vif vif,
    List<Vife> vifes) {}

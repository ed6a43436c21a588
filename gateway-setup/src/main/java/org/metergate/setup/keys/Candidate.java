// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.List;

/**
 * A key, or what looks like one, in the prepared text.
 *
 * @param from index of its first character.
 * @param to index behind its last character.
 * @param digits upper case; 32 for a key.
 * @param replaced numbers of the digits that were other characters, from 1.
 * @param damage null for a whole key.
 */
record Candidate(
    int from, int to, String digits, List<Integer> replaced, DamagedKey.Damage damage) {}

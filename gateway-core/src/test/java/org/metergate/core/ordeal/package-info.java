// SPDX-License-Identifier: Apache-2.0
/**
 * The ordeal of the outputs: a gateway process with four emulated meters that talk sixty times as
 * fast as real ones, while it and the real servers that it delivers to are killed, paused and kept
 * from writing, over and over. At its end a server must have exactly what the journal has. Whoever
 * tests a server makes it a {@link org.metergate.core.ordeal.Victim}; {@code MosquittoOrdealIT}
 * shows how.
 */
package org.metergate.core.ordeal;

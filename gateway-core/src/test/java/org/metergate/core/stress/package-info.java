// SPDX-License-Identifier: Apache-2.0
/**
 * Stress tests of the outputs: a gateway process with four emulated meters that send sixty times as
 * fast as real ones, while it and the real servers that it delivers to are repeatedly killed,
 * paused and kept from writing. At the end a server must have exactly what the journal has. To test
 * another server, implement {@link org.metergate.core.stress.StressedServer} for it; {@code
 * MosquittoStressIT} shows how.
 */
package org.metergate.core.stress;

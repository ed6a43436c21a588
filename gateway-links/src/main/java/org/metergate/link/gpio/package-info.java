// SPDX-License-Identifier: Apache-2.0
/**
 * Lines of a GPIO chip: inputs with the kernel's timestamps through the library below Pi4J, since
 * Pi4J's own listener has none, and outputs through Pi4J. No class of it, and no native code, is
 * loaded before the first line is opened. Each input has one thread of its own, which empties the
 * kernel's short queue. Edges and levels are passed on without being interpreted.
 *
 * <p>Must not know: drivers, readings, outputs.
 */
package org.metergate.link.gpio;

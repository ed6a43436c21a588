// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of what {@code packaging} builds: the Debian package, the archives, the container and the
 * Home Assistant app are built from {@code target/metergate}, installed in a scratch system and
 * started there. They are tagged {@code package} and skipped where root or a program of Debian is
 * missing. What is the same in several is a helper here.
 */
package org.metergate.packaging;

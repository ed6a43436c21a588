// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A token as its owner sees it.
 *
 * @param name of it.
 * @param role of it.
 * @param expires when it ends; empty if it does not.
 * @param over whether it has ended.
 * @param used when it was last used, to the hour; empty if it never was.
 */
public record TokenView(
    String name, Role role, Optional<Instant> expires, boolean over, Optional<Instant> used) {}

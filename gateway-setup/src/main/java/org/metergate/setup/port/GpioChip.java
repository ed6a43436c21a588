// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.Optional;

/**
 * A chip with GPIO lines.
 *
 * @param device its file, such as {@code /dev/gpiochip0}.
 * @param label its name in the kernel, such as {@code pinctrl-bcm2711}; empty where it is unknown.
 * @param lines how many lines it has; empty where it is unknown.
 * @param header whether it has the lines of a Raspberry Pi's header.
 * @param node its file's owner and mode; empty where there is no file.
 */
public record GpioChip(
    String device,
    String label,
    Optional<Integer> lines,
    boolean header,
    Optional<DeviceNode> node) {}

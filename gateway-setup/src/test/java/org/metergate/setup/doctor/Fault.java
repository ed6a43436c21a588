// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.metergate.setup.doctor.PreparedPi.Model;
import org.metergate.setup.port.DeviceNode;

/** One thing that is wrong, and what is said about it and about nothing else. */
record Fault(
    String name,
    Predicate<Model> on,
    BiConsumer<PreparedMachine, Model> plant,
    Set<String> found,
    Scope scope) {

  @Override
  public String toString() {
    return name;
  }

  Fault on(Predicate<Model> models) {
    return new Fault(name, models, plant, found, scope);
  }

  Fault using(String... ports) {
    return new Fault(name, on, plant, found, using(List.of(ports), false));
  }

  Fault usingGpio() {
    return new Fault(name, on, plant, found, using(List.of(), true));
  }

  static Scope using(List<String> ports, boolean gpio) {
    return new Scope(
        true,
        ports,
        gpio,
        Optional.of("/var/lib/metergate/journal.db"),
        List.of(new Scope.Server("broker", 1883)),
        false);
  }

  static final DeviceNode CLOSED = new DeviceNode("root", "dialout", "rw-rw----", false);

  static final Predicate<Model> BEFORE_5 = model -> model != Model.FIVE;
  static final Predicate<Model> ONLY_5 = model -> model == Model.FIVE;

  static final String FREE = "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0";

  static Fault fault(String name, BiConsumer<PreparedMachine, Model> plant, String... found) {
    return new Fault(name, model -> true, plant, Set.of(found), Scope.everything());
  }

  static void config(PreparedMachine machine, String lines) {
    machine.tree.file(PreparedPi.CONFIG, lines);
  }

  /** Without the adapter, so that the header is the only port and matters. */
  static void unplug(PreparedMachine machine) {
    machine.tree.without("/sys/class/tty/ttyUSB0").without("/sys/bus/usb/devices/1-1.0");
  }
}

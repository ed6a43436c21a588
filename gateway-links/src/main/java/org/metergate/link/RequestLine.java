// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

/**
 * How the request line of a meter is wired to the modem lines of a serial adapter. The meter needs
 * a level at its pin; adapters differ in the level that a raised or dropped line produces:
 *
 * <table>
 * <caption>State of the modem line</caption>
 * <tr><th>request-active</th><th>adapter</th><th>to request data</th><th>at rest</th></tr>
 * <tr><td>high</td><td>ttl</td><td>dropped (pin at supply)</td><td>raised (pin at 0 V)</td></tr>
 * <tr><td>high</td><td>rs232</td><td>raised (pin positive)</td><td>dropped (pin negative)</td></tr>
 * <tr><td>low</td><td>ttl</td><td>raised (pin at 0 V)</td><td>dropped (pin at supply)</td></tr>
 * <tr><td>low</td><td>rs232</td><td>dropped (pin negative)</td><td>raised (pin positive)</td></tr>
 * </table>
 *
 * <p>A USB adapter with TTL pins outputs DTR and RTS inverted (FTDI, CP210x, CH340 and PL2303 name
 * the pins DTR# and RTS#), a level shifter to RS-232 (MAX232) inverts them once more.
 *
 * @param wire which modem lines are the request line.
 * @param activeHigh whether a high level at the meter's pin asks it to send.
 * @param adapter what is between the lines and the pin.
 */
record RequestLine(Wire wire, boolean activeHigh, Adapter adapter) {

  /** Which modem lines are wired to the meter. */
  enum Wire {
    /** None: the meter sends unrequested, or something else requests the data. */
    NONE,
    /** Data terminal ready. */
    DTR,
    /** Request to send. */
    RTS,
    /** Both, connected together, or either of the two. */
    BOTH;

    private boolean dtr() {
      return this == DTR || this == BOTH;
    }

    private boolean rts() {
      return this == RTS || this == BOTH;
    }
  }

  /** The level that a raised line produces at the pin. */
  enum Adapter {
    /** Raised is 0 V, dropped is the adapter's supply (3.3 V or 5 V). */
    TTL,
    /** Raised is a positive voltage (3 V to 15 V), dropped a negative one. */
    RS232
  }

  /** The two modem lines of a port. */
  interface ModemLines {
    /**
     * Sets data terminal ready.
     *
     * @param raised in the sense of the operating system.
     * @return false if the port has no such line.
     */
    boolean dtr(boolean raised);

    /**
     * Sets request to send.
     *
     * @param raised in the sense of the operating system.
     * @return false if the port has no such line.
     */
    boolean rts(boolean raised);
  }

  /**
   * Returns the state of the modem line, as in the table above.
   *
   * @param on whether the meter is asked to send.
   * @return true to raise, false to drop.
   */
  boolean raised(boolean on) {
    boolean high = on == activeHigh;
    return adapter == Adapter.RS232 ? high : !high;
  }

  /**
   * Sets the line to request data or to rest.
   *
   * @param on true requests data.
   * @param lines of the open port.
   * @return false if the wire is none or the port lacks one of its lines.
   */
  boolean set(boolean on, ModemLines lines) {
    boolean raised = raised(on);
    boolean dtr = wire.dtr() && lines.dtr(raised);
    boolean rts = wire.rts() && lines.rts(raised);
    return wire != Wire.NONE && dtr == wire.dtr() && rts == wire.rts();
  }

  /**
   * Sets the lines before the port is opened, so that it opens at rest. A port whose two lines are
   * both raised at this moment drops them when it is closed; a meter whose line is raised at rest
   * would then be asked to send forever. Therefore one line, if possible one that is not wired, is
   * dropped for the few milliseconds of opening. {@link #settle} raises it again.
   *
   * @param lines of the port, not yet open.
   */
  void preset(ModemLines lines) {
    if (wire == Wire.NONE) {
      return;
    }
    boolean rest = raised(false);
    lines.dtr(wire == Wire.RTS ? !rest : rest);
    lines.rts(wire == Wire.RTS ? rest : !rest && wire == Wire.DTR);
  }

  /**
   * Sets every line to its state while no data is requested: wired lines at rest, others raised,
   * since some reading heads draw their supply from them.
   *
   * @param lines of the port, just opened.
   */
  void settle(ModemLines lines) {
    if (wire == Wire.NONE) {
      return;
    }
    boolean rest = raised(false);
    lines.dtr(wire.dtr() ? rest : true);
    lines.rts(wire.rts() ? rest : true);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

/**
 * How the request line of a meter hangs on the modem lines of a serial adapter. The meter wants a
 * level at its pin; an adapter turns a raised or dropped line into a level in its own way:
 *
 * <table>
 * <caption>What is done to the line</caption>
 * <tr><th>request-active</th><th>adapter</th><th>to ask the meter</th><th>at rest</th></tr>
 * <tr><td>high</td><td>ttl</td><td>dropped (pin at supply)</td><td>raised (pin at 0 V)</td></tr>
 * <tr><td>high</td><td>rs232</td><td>raised (pin positive)</td><td>dropped (pin negative)</td></tr>
 * <tr><td>low</td><td>ttl</td><td>raised (pin at 0 V)</td><td>dropped (pin at supply)</td></tr>
 * <tr><td>low</td><td>rs232</td><td>dropped (pin negative)</td><td>raised (pin positive)</td></tr>
 * </table>
 *
 * <p>A USB adapter with TTL pins carries DTR and RTS inverted (FTDI, CP210x, CH340 and PL2303 name
 * the pins DTR# and RTS#), a level shifter to RS-232 (MAX232) inverts them once more.
 *
 * @param wire which modem lines carry it.
 * @param activeHigh the level at the meter's pin that asks it to send.
 * @param adapter what stands between the lines and the pin.
 */
record RequestLine(Wire wire, boolean activeHigh, Adapter adapter) {

  /** Which modem lines are wired to the meter. */
  enum Wire {
    /** None: the meter sends by itself, or something else asks it. */
    NONE,
    /** Data terminal ready. */
    DTR,
    /** Request to send. */
    RTS,
    /** Both, joined or as a choice of the wiring. */
    BOTH;

    private boolean dtr() {
      return this == DTR || this == BOTH;
    }

    private boolean rts() {
      return this == RTS || this == BOTH;
    }
  }

  /** What a raised line is at the pin. */
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
     * @param raised as the operating system means it.
     * @return false where the port has no such line.
     */
    boolean dtr(boolean raised);

    /**
     * Sets request to send.
     *
     * @param raised as the operating system means it.
     * @return false where the port has no such line.
     */
    boolean rts(boolean raised);
  }

  /**
   * Says what is done to the line, as the table above.
   *
   * @param on whether the meter is asked to send.
   * @return true to raise, false to drop.
   */
  boolean raised(boolean on) {
    boolean high = on == activeHigh;
    return adapter == Adapter.RS232 ? high : !high;
  }

  /**
   * Asks the meter or lets it rest.
   *
   * @param on true asks.
   * @param lines of the open port.
   * @return false where the wire is none or the port does not have every line of it.
   */
  boolean set(boolean on, ModemLines lines) {
    boolean raised = raised(on);
    boolean dtr = wire.dtr() && lines.dtr(raised);
    boolean rts = wire.rts() && lines.rts(raised);
    return wire != Wire.NONE && dtr == wire.dtr() && rts == wire.rts();
  }

  /**
   * Chooses the lines before the port is opened, so that it opens at rest. A port whose two lines
   * are both raised at this moment drops them when it is closed, which would ask a meter for ever
   * whose line rests raised; therefore one line, if possible one that is not wired, is dropped for
   * the few milliseconds of the opening. {@link #settle} raises it again.
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
   * Puts every line to where it stays while nobody asks: wired ones at rest, others raised, since
   * some reading heads take their supply from them.
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

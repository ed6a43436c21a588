// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

/**
 * How Home Assistant extracts a value from a message, in its Jinja templates. A key that a message
 * lacks leaves the sensor as it was: for a number by an empty text, which Home Assistant ignores;
 * for anything else by the sensor's own state. Keys are in brackets, since a name may begin with a
 * digit.
 */
final class Templates {
  /** A state longer than this is refused by Home Assistant. */
  private static final int LONGEST = 255;

  private Templates() {}

  static String number(String quantity) {
    return "{{ " + key(quantity) + " | default('') }}";
  }

  static String text(String quantity) {
    return "{{ ("
        + key(quantity)
        + " | string)[:"
        + LONGEST
        + "] if "
        + key(quantity)
        + " is defined else this.state if this.state not in ['unknown', 'unavailable'] else none"
        + " }}";
  }

  /** Returns the template of the gateway's verdict in its health message. */
  static String verdict() {
    return "{{ (value_json.verdict | default('', true))[:" + LONGEST + "] }}";
  }

  /**
   * Returns a template that is {@code ON} while a meter has a problem; a meter that the message
   * lacks changes nothing.
   */
  static String problem(String meter) {
    String well = "value_json.meters['" + meter + "'].well";
    return "{% if value_json.meters['"
        + meter
        + "'] is defined %}{{ 'OFF' if "
        + well
        + " else 'ON' }}{% endif %}";
  }

  static String lastTelegram(String meter) {
    return "{{ (value_json.meters['" + meter + "'] | default({})).last_reading | default(none) }}";
  }

  static String queued(String output) {
    return "{{ (value_json.outputs['" + output + "'] | default({})).queued | default('') }}";
  }

  private static String key(String quantity) {
    return "value_json['" + quantity + "']";
  }
}

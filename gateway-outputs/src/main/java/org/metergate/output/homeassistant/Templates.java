// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

/**
 * How Home Assistant extracts a value from a message, in its Jinja templates. A key that a message
 * lacks leaves the sensor as it was: for a number by an empty text, which Home Assistant ignores;
 * for anything else by the sensor's own state. Keys are in brackets, since a name may begin with a
 * digit.
 */
final class Templates {
  /** The key of the number of the meter that sent a message. */
  private static final String METER_ID = "meter_id";

  /** What means itself in a text of Jinja. */
  private static final String PLAIN = "[A-Za-z0-9 ._:/-]";

  /** A state longer than this is refused by Home Assistant. */
  private static final int LONGEST = 255;

  private Templates() {}

  static String number(String quantity) {
    return "{{ " + key(quantity) + " | default('') }}";
  }

  /**
   * Returns a template that extracts a number from the messages of one meter only: another meter's
   * messages may arrive before Home Assistant has removed the sensor.
   */
  static String numberOf(String meterId, String quantity) {
    return "{{ "
        + key(quantity)
        + " | default('') if "
        + key(METER_ID)
        + " == '"
        + escaped(meterId)
        + "' else '' }}";
  }

  /** Jinja reads a text as Python does: with numbers of characters behind a backslash. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              String one = Character.toString(point);
              escaped.append(one.matches(PLAIN) ? one : String.format("\\U%08x", point));
            });
    return escaped.toString();
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

  /** Returns the template of the gateway's verdict, which is never longer than a state may be. */
  static String verdict() {
    return "{{ value_json.verdict | default('', true) }}";
  }

  /**
   * Returns a template that is {@code ON} while a meter is not well; a meter that the message lacks
   * changes nothing.
   */
  static String problem(String meter) {
    return "{% for m in value_json.meters if m.meter == '"
        + meter
        + "' %}{{ 'OFF' if m.well else 'ON' }}{% endfor %}";
  }

  static String lastTelegram(String meter) {
    return "{{ " + field("meters", "meter", meter, "lastReading") + " | default(none) }}";
  }

  static String queued(String output) {
    return "{{ " + field("outputs", "output", output, "queued") + " | default('') }}";
  }

  /**
   * Returns an expression for a field of one meter or output; undefined if the message lacks it.
   */
  private static String field(String list, String key, String name, String field) {
    return "value_json."
        + list
        + " | selectattr('"
        + key
        + "', 'eq', '"
        + name
        + "') | map(attribute='"
        + field
        + "') | first";
  }

  private static String key(String quantity) {
    return "value_json['" + quantity + "']";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.metergate.setup.keys.KeyRole;
import org.metergate.setup.keys.KeyText;
import org.metergate.setup.keys.MeterKey;
import org.w3c.dom.Element;

/**
 * The list of meters in a KEM file. Version 1 has an element for each key (DEK), version 2 pairs of
 * Name and Value; both are looked for wherever they are, since only some of the names are known.
 */
final class KemContent {
  private static final Pattern KEY = Pattern.compile("(?:0[xX])?([0-9A-Fa-f]{32})");
  private static final int MOST_KEYS = 1000;
  private static final int LONGEST_NAME = 40;

  private KemContent() {}

  static List<KemKey> keys(String xml) throws KemException {
    Element root = SafeXml.parse(xml).getDocumentElement();
    List<Element> meters = new ArrayList<>(SafeXml.elements(root, "Meter"));
    meters.addAll(SafeXml.elements(root, "Device"));
    if (meters.isEmpty()) {
      throw new KemException(
          "There is no list of meters in this file; it is not a KEM file of Kamstrup.");
    }
    List<KemKey> keys = new ArrayList<>();
    for (Element meter : meters) {
      add(meter, keys);
      if (keys.size() > MOST_KEYS) {
        throw new KemException("There are more than 1000 keys in this file.");
      }
    }
    if (keys.isEmpty()) {
      throw new KemException("There are meters in this KEM file, and no keys.");
    }
    return keys;
  }

  private static void add(Element meter, List<KemKey> keys) {
    String type = text(meter, "MeterName", "ShortName");
    String number = text(meter, "SerialNo", "SerialNumber", "MeterNo", "CustomerDeviceNumber");
    String name = "";
    for (Element leaf : SafeXml.leaves(meter)) {
      String content = leaf.getTextContent().strip();
      var key = KEY.matcher(content);
      if (leaf.getLocalName().equals("Name")) {
        name = content;
      } else if (key.matches()) {
        String called = leaf.getLocalName().equals("Value") ? name : leaf.getLocalName();
        KeyRole role = KeyText.role(called);
        keys.add(new KemKey(type, number, shown(called), role, MeterKey.of(key.group(1))));
      }
    }
  }

  private static String text(Element meter, String... names) {
    for (String name : names) {
      for (Element element : SafeXml.elements(meter, name)) {
        String text = element.getTextContent().strip();
        if (!text.isEmpty()) {
          return shown(text);
        }
      }
    }
    return "";
  }

  /** A name is a short word; anything else may be a key in the wrong place. */
  private static String shown(String text) {
    String word = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    return word.replaceAll("[^\\w.-]", " ").replaceAll("[0-9A-Fa-f]{20,}", "(not shown)");
  }
}
